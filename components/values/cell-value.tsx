import type { Cell } from '#lib/index.ts';
import { cellText } from './cell-text.ts';
import classes from './cell-value.module.css';

/** A value in a table. NULL and an empty text look different from each other and from text. */
export function CellValue({ value }: { readonly value: Cell | undefined }) {
  if (value === undefined) return null;
  if (value === null) return <span className={classes.none}>NULL</span>;
  if (value === '')
    return (
      <span className={classes.none} title="Empty text">
        {'""'}
      </span>
    );
  return (
    <>
      {cellText(value)}
      {typeof value === 'object' ? (
        <span className={classes.none} title={`${value.length} in all`}>
          …
        </span>
      ) : null}
    </>
  );
}
