import type { Cell } from '#lib/index.ts';
import { cellText } from './cell-text.ts';
import { CellValue } from './cell-value.tsx';

/** A value of a preview as a cell of a table; a nested one is its JSON. */
export function JsonCell({ value }: { readonly value: unknown }) {
  const cell = typeof value === 'object' && value !== null ? JSON.stringify(value) : (value as Cell | undefined);
  return (
    <td title={cellText(cell ?? null)} data-number={typeof value === 'number' || undefined}>
      <CellValue value={cell ?? null} />
    </td>
  );
}
