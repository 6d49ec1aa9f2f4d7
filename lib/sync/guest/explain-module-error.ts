import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DangoError } from '../../errors/dango-error.ts';
import type { SourceLocation } from '../../errors/source-location.ts';

/** The place in user code where an error came from: the first line of its stack that lies in the project. */
function locateInProject(error: unknown, projectRoot: string): SourceLocation | undefined {
  if (!(error instanceof Error) || error.stack === undefined) return undefined;
  for (const line of error.stack.split('\n')) {
    const [, file, lineNumber, column] =
      /(?:\(|at |^)((?:file:\/\/)?\/[^():]+):(\d+)(?::(\d+))?\)?$/.exec(line.trim()) ?? [];
    if (file === undefined) continue;
    const path = file.startsWith('file://') ? fileURLToPath(file) : file;
    const shown = relative(projectRoot, path);
    if (shown.startsWith('..') || shown.includes('node_modules') || shown === '') continue;
    return { file: shown, line: Number(lineNumber), column: Number(column ?? 1) };
  }
  return undefined;
}

/** An error that user code threw, with its place. Errors of Dango's own keep their words and get the place too. */
export function explainModuleError(error: unknown, projectRoot: string, doing: string): DangoError {
  const at = locateInProject(error, projectRoot);
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
