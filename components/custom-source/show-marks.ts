import type { editor } from 'monaco-editor';

import type { MonacoApi } from '../editor/load-monaco.ts';
import classes from './custom-source.module.css';
import type { LineMark } from './line-marks.ts';

/** Of a text behind a line, so that the line stays readable. */
const longestShown = 120;

/** Marks as text behind their lines, with all that is known where the pointer rests. */
export function decorationsOf(
  monaco: MonacoApi,
  model: editor.ITextModel,
  marks: readonly LineMark[],
): editor.IModelDeltaDecoration[] {
  return marks
    .filter(({ line }) => line <= model.getLineCount())
    .map((mark) => {
      const { line, kind, details } = mark;
      const end = model.getLineMaxColumn(line);
      const isError = kind === 'error';
      return {
        range: new monaco.Range(line, end, line, end),
        options: {
          description: 'dango-mark',
          showIfCollapsed: true,
          isWholeLine: isError,
          ...(isError ? { className: classes.failedLine ?? '' } : {}),
          stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
          after: {
            content: `   ${shownText(mark)}`,
            inlineClassName: (isError ? classes.failure : classes.printed) ?? null,
            cursorStops: monaco.editor.InjectedTextCursorStops.None,
          },
          hoverMessage: { value: fenced(details) },
        },
      };
    });
}

/** In a fence nothing of the text is taken for Markdown. */
function fenced(lines: readonly string[]): string {
  const fence = '~~~~';
  return [`${fence}text`, ...lines.map((line) => line.replaceAll(fence, '~ ~ ~ ~')), fence].join('\n');
}

function shownText({ kind, text, count }: LineMark): string {
  const line = text.replaceAll(/\s+/g, ' ');
  const short = line.length > longestShown ? `${line.slice(0, longestShown)} …` : line;
  return `${kind === 'error' ? '✗' : '›'} ${short}${count > 1 ? ` (${count}×)` : ''}`;
}
