import type { ModuleFinding } from '#lib/index.ts';
import type { LineMark } from './line-marks.ts';

/** Something wrong in a module: found by the editor, by the server's check, or by a test that ran it. */
export interface Problem {
  /** Relative to custom_sources. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  readonly from: 'editor' | 'check' | 'test';
}

export function problemOfFinding({ file, line, column, endLine, endColumn, message }: ModuleFinding): Problem {
  return { file, line, column, endLine, endColumn, message, from: 'check' };
}

/** What a test ran into, with all that is known of it. */
export function problemOfMark({ file, line, column, details }: LineMark): Problem {
  return { file, line, column, endLine: line, endColumn: column + 1, message: details.join('\n'), from: 'test' };
}

/**
 * Each problem once, by line. What the editor and the server say of one place differs in words only, so the editor's
 * words stand: its marker is there at once.
 */
export function mergeProblems(problems: readonly Problem[]): readonly Problem[] {
  const order = { test: 0, editor: 1, check: 2 };
  const seen = new Set<string>();
  return problems
    .toSorted((one, other) => order[one.from] - order[other.from])
    .filter(({ file, line, column, from }) => {
      const place = `${file}:${line}:${column}`;
      if (from === 'check' && seen.has(place)) return false;
      seen.add(place);
      return true;
    })
    .toSorted((one, other) => one.line - other.line || one.column - other.column);
}
