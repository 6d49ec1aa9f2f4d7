import { Alert, Loader } from '@mantine/core';

import type { ErrorRecord } from '#lib/index.ts';

/** Whether an error is over once who writes the warehouse is done. */
export function isWarehouseBusy(error: ErrorRecord | undefined): error is ErrorRecord {
  return error?.code === 'warehouse-locked';
}

/** Says who holds the warehouse, while a page asks again by itself. */
export function WarehouseBusy({ error }: { readonly error: ErrorRecord }) {
  return (
    <Alert
      color="orange"
      aria-live="polite"
      icon={<Loader size={16} color="orange" aria-hidden />}
      title="Waiting for the warehouse"
      m="xs"
    >
      {error.message} It is tried again by itself.
    </Alert>
  );
}
