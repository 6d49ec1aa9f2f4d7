import { isMap, isScalar, isSeq, visit, type Document } from 'yaml';
import { lineEndingOf } from '../util/line-ending.ts';
import { columnOf } from './text-lines.ts';

/** How a file is indented, so that what is added looks like the rest. */
export interface YamlLayout {
  /** Blanks for each level. */
  readonly indent: number;
  /** Whether the dashes of a list stand deeper than its key. */
  readonly isListIndented: boolean;
  readonly lineEnding: '\n' | '\r\n';
}

/** The layout of the first nested mapping and the first list below a key; two blanks and indented lists by default. */
export function yamlLayout(text: string, document: Document): YamlLayout {
  let indent: number | undefined;
  let isListIndented: boolean | undefined;
  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || !key.range) return undefined;
      const column = columnOf(text, key.range[0]);
      if (isSeq(value) && value.flow !== true && value.range) {
        isListIndented ??= columnOf(text, value.range[0]) > column;
      }
      if (isMap(value) && value.flow !== true && value.range) {
        const deeper = columnOf(text, value.range[0]) - column;
        if (deeper > 0) indent ??= deeper;
      }
      return indent !== undefined && isListIndented !== undefined ? visit.BREAK : undefined;
    },
  });
  return { indent: indent ?? 2, isListIndented: isListIndented ?? true, lineEnding: lineEndingOf(text) };
}
