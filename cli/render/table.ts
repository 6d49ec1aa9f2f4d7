import { displayWidth, shorten } from './display-width.ts';
import type { Painter } from './painter.ts';

export interface TableColumn {
  readonly title: string;
  /** Default `left`. */
  readonly align?: 'left' | 'right';
}

export interface TableOptions {
  readonly paint: Painter;
  /** Longest cell, in characters. Default: no limit. */
  readonly maxCellWidth?: number | undefined;
}

const gap = '  ';

/** Rows below aligned titles, one line each, without a line break at the end. Cells are printable already. */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  { paint, maxCellWidth = Infinity }: TableOptions,
): string {
  const cells = rows.map((row) => columns.map((_column, index) => shorten(row[index] ?? '', maxCellWidth)));
  const titles = columns.map(({ title }) => shorten(title, maxCellWidth));
  const widths = titles.map((title, index) =>
    Math.max(displayWidth(title), ...cells.map((row) => displayWidth(row[index] ?? ''))),
  );
  const line = (texts: readonly string[]): string =>
    columns
      .map(({ align }, index) => pad(texts[index] ?? '', widths[index] ?? 0, align))
      .join(gap)
      .trimEnd();
  return [paint('dim', line(titles)), ...cells.map(line)].join('\n');
}

function pad(text: string, width: number, align: TableColumn['align']): string {
  const missing = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'right' ? missing + text : text + missing;
}
