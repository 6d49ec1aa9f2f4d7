import type { ErrorRecord } from '../errors/dango-error.ts';

/** What the history says about a run whose process died. */
export const interruptedError: ErrorRecord = {
  code: 'run-failed',
  message: 'The process of this run ended before it could finish.',
  hint: 'Sync again: what was fetched completely is loaded first, and nothing is loaded twice.',
};

/** What the history says about a run that a person stopped. */
export const cancelledError: ErrorRecord = { code: 'run-cancelled', message: 'The run was cancelled.' };

/** What a person sees of a fault in Dango itself. The stack is in the run's log. */
export function internalRunError(runId: string): ErrorRecord {
  return {
    code: 'internal',
    message: `Something went wrong inside Dango (id ${runId}).`,
    hint: `Read the details with \`dango runs logs ${runId}\` and report them.`,
  };
}
