import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceLocation } from '../../errors/source-location.ts';

/** Dango's own code, which may lie in the folder of a project. */
const ownFolder = `${join(import.meta.dirname, '..', '..')}/`;

/** The place in user code that a stack came from: its first line that lies in the project. */
export function locateInProject(stack: string | undefined, projectRoot: string): SourceLocation | undefined {
  if (stack === undefined) return undefined;
  for (const line of stack.split('\n')) {
    const [, file, lineNumber, column] =
      /(?:\(|at |^)((?:file:\/\/)?\/[^():]+):(\d+)(?::(\d+))?\)?$/.exec(line.trim()) ?? [];
    if (file === undefined) continue;
    const path = file.startsWith('file://') ? fileURLToPath(file) : file;
    const shown = relative(projectRoot, path);
    if (shown.startsWith('..') || shown.includes('node_modules') || shown === '' || path.startsWith(ownFolder))
      continue;
    return { file: shown, line: Number(lineNumber), column: Number(column ?? 1) };
  }
  return undefined;
}
