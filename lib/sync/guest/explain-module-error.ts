import { DangoError } from '../../errors/dango-error.ts';
import { locateInProject } from './locate-in-project.ts';

/** An error that user code threw, with its place. Errors of Dango's own keep their words and get the place too. */
export function explainModuleError(error: unknown, projectRoot: string, doing: string): DangoError {
  const at = error instanceof Error ? locateInProject(error.stack, projectRoot) : undefined;
  if (DangoError.is(error)) {
    if (error.at !== undefined || at === undefined) return error;
    return new DangoError(error.message, {
      code: error.code,
      hint: error.hint,
      at,
      context: error.context,
      cause: error,
    });
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : `threw ${JSON.stringify(error)}`;
  return new DangoError(`${doing} failed: ${message}`, {
    code: 'module-failed',
    hint:
      at === undefined ? 'Run with --verbose to see its requests and output.' : `Look at ${at.file}, line ${at.line}.`,
    at,
    cause: error,
  });
}
