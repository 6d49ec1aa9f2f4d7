import { fixSource, type SourceFix } from './fix-source.ts';
import { issueRange } from './issue-range.ts';
import type { KeyPath } from './key-path.ts';
import { validateSources } from './validate-sources.ts';

/** Something wrong in a sources.yml, as an editor underlines it. */
export interface SourceDiagnostic {
  /** Offsets of the key or value that it is about. */
  readonly start: number;
  readonly end: number;
  /** The same as lines and columns, from 1. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  readonly hint?: string;
  readonly severity: 'error' | 'warning';
  /** The source that it concerns; undefined for the whole file. */
  readonly source?: string;
  /** The key or value that it is about; undefined where the YAML itself is broken. */
  readonly path?: KeyPath;
  /** Ways to mend it; empty where none is known. */
  readonly fixes: readonly SourceFix[];
}

/** Everything that is wrong in a sources.yml, in the order of the text, with ranges and ways to mend it. Never throws. */
export function diagnoseSources(text: string): SourceDiagnostic[] {
  const lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return validateSources(text, '.dango/sources.yml').issues.map((issue) => {
    const { start, end } = issueRange(text, issue, lineStarts);
    const from = positionOf(lineStarts, start);
    const to = positionOf(lineStarts, end);
    const { message, hint, source, path } = issue;
    const about = { ...(source === undefined ? {} : { source }), ...(path === undefined ? {} : { path }) };
    const fixes = fixSource(text, issue);
    return {
      start,
      end,
      ...from,
      endLine: to.line,
      endColumn: to.column,
      message,
      hint,
      severity: 'error',
      ...about,
      fixes,
    };
  });
}

function positionOf(lineStarts: readonly number[], offset: number): { line: number; column: number } {
  const line = lineStarts.findLastIndex((start) => start <= offset);
  return { line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1 };
}
