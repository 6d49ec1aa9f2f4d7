import { Box } from '@mantine/core';
import type { ReactNode } from 'react';

import type { KeyPath } from '#lib/spec/key-path.ts';
import { useSourceForm } from './source-form-context.ts';
import classes from './form.module.css';

/** Around a field: while it has the focus, its lines are marked in the YAML. */
export function FieldFrame({ path, children }: { readonly path: KeyPath; readonly children: ReactNode }) {
  const { mark } = useSourceForm();
  return (
    <Box
      miw={0}
      className={classes.field ?? ''}
      data-path={JSON.stringify(path)}
      onFocus={(event) => {
        event.stopPropagation();
        mark(path);
      }}
    >
      {children}
    </Box>
  );
}
