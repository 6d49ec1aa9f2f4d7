import type { Cell } from '#lib/index.ts';
import { cellText } from './cell-text.ts';
import classes from './cell-view.module.css';

/** A value in a row of the grid: NULL, an empty text and a value look different. */
export function CellView({ value }: { readonly value: Cell | undefined }) {
  if (value === undefined) return null;
  if (value === null) return <span className={classes.null ?? ''}>NULL</span>;
  if (value === '') return <span className={classes.null ?? ''}>empty</span>;
  return (
    <span title={typeof value === 'object' ? `${value.length} long; open the row to see all` : undefined}>
      {cellText(value)}
    </span>
  );
}
