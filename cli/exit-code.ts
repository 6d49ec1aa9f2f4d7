import { errorCodes, type ErrorRecord, type RunDocument, type RunsDocument } from '../lib/index.ts';

/** What the command line answers with when it ends. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  configuration: 3,
  partial: 4,
  internal: 70,
  interrupted: 130,
} as const;

/** The exit code for an error that ended a command. */
export function exitCodeOfError({ code }: ErrorRecord): number {
  return code === 'internal' ? exitCodes.internal : errorCodes[code].exitCode;
}

/** The exit code for runs together: that which all of them have in common, else that something failed. */
export function exitCodeOfRuns({ status, runs }: RunsDocument): number {
  if (status === 'succeeded') return exitCodes.done;
  if (status === 'partial') return exitCodes.partial;
  if (status === 'cancelled') return exitCodes.interrupted;
  const [first = exitCodes.failed, ...others] = runs.map(exitCodeOfRun);
  return others.every((code) => code === first) ? first : exitCodes.failed;
}

function exitCodeOfRun({ error, resources }: RunDocument): number {
  if (error !== undefined) return exitCodeOfError(error);
  const codes = resources.flatMap((resource) =>
    resource.error === undefined ? [] : [exitCodeOfError(resource.error)],
  );
  const areAllConfiguration = codes.length > 0 && codes.every((code) => code === exitCodes.configuration);
  return areAllConfiguration ? exitCodes.configuration : exitCodes.failed;
}
