import { Button, Group } from '@mantine/core';

import { ErrorNotice } from '../feedback/error-notice.tsx';

interface CreateFooterProps {
  readonly create: { readonly isError: boolean; readonly isPending: boolean; readonly error: Error | null };
}

/** The end of a form for a new source: what went wrong, and the button that makes it. */
export function CreateFooter({ create }: CreateFooterProps) {
  return (
    <>
      {create.isError ? <ErrorNotice error={create.error} title="The source was not created" /> : null}
      <Group justify="flex-end">
        <Button type="submit" loading={create.isPending}>
          Create source
        </Button>
      </Group>
    </>
  );
}
