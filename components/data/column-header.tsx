import type { CustomInnerHeaderProps } from 'ag-grid-react';

import classes from './data.module.css';

/** Name and type at the top of a column. */
export function ColumnHeader({ displayName, type }: CustomInnerHeaderProps & { readonly type: string }) {
  return (
    <span className={classes.header}>
      <span className={classes.headerName} title={displayName}>
        {displayName}
      </span>
      <span className={classes.headerType} title={type}>
        {type}
      </span>
    </span>
  );
}
