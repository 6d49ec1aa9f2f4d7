'use client';

import { Box, Button, Stack, Title } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';

import { EmptyState } from '../feedback/empty-state.tsx';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import { Waiting } from '../feedback/waiting.tsx';
import { PageHeader } from '../shell/page-header.tsx';
import { AddSecretDialog } from './add-secret-dialog.tsx';
import { MissingSecret } from './missing-secret.tsx';
import { RemoveSecretDialog } from './remove-secret-dialog.tsx';
import { ReplaceSecretDialog } from './replace-secret-dialog.tsx';
import { groupSecrets, type SecretGroup } from './secret-groups.ts';
import classes from './secret-list.module.css';
import { SecretRow, type SecretDialogKind } from './secret-row.tsx';
import { useSecrets } from './use-secrets.ts';

/** Every secret by name: what is missing first, then where the others have their values. */
export function SecretsPage() {
  const { data, error, isPending, refetch } = useSecrets();
  const [isAdding, setAdding] = useState(false);
  const [dialog, setDialog] = useState<{ readonly kind: SecretDialogKind; readonly group: SecretGroup }>();
  const groups = groupSecrets(data?.secrets ?? []);
  const missing = groups.filter(({ status }) => status === 'missing');
  const others = groups.filter(({ status }) => status !== 'missing');
  const close = (): void => setDialog(undefined);
  const addButton = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      Add secret
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Secrets"
        description="Values are written here and never shown again. They come from the environment, then .env, then .dlt/secrets.toml."
        actions={groups.length === 0 ? undefined : addButton}
      />
      <Box px={{ base: 16, sm: 24 }} pb="xl">
        <Stack gap="lg">
          {error === null ? null : (
            <ErrorNotice error={error} title="The secrets cannot be read">
              <Button mt="sm" size="compact-sm" variant="default" onClick={() => void refetch()}>
                Try again
              </Button>
            </ErrorNotice>
          )}
          {isPending ? <Waiting height={160} label="The secrets are being read" /> : null}
          {data !== undefined && groups.length === 0 ? (
            <EmptyState icon={IconKey} title="No secrets yet" actions={addButton}>
              {'Tokens and passwords stay out of sources.yml: write ${NAME} there, and set its value here.'}
            </EmptyState>
          ) : null}
          {missing.length === 0 ? null : (
            <section aria-labelledby="missing-secrets">
              <Title order={2} size="h5" mb="xs" id="missing-secrets">
                Missing: {missing.length}
              </Title>
              <ul className={classes.list ?? ''}>
                {missing.map((group) => (
                  <MissingSecret key={group.name} group={group} />
                ))}
              </ul>
            </section>
          )}
          {others.length === 0 ? null : (
            <section aria-labelledby="set-secrets">
              <Title order={2} size="h5" mb="xs" id="set-secrets">
                Have a value: {others.length}
              </Title>
              <ul className={classes.list ?? ''} aria-labelledby="set-secrets">
                {others.map((group) => (
                  <SecretRow
                    key={`${group.name}:${group.origin ?? ''}`}
                    group={group}
                    openDialog={(kind) => setDialog({ kind, group })}
                  />
                ))}
              </ul>
            </section>
          )}
        </Stack>
      </Box>
      {isAdding ? <AddSecretDialog sources={data?.sources ?? []} onClose={() => setAdding(false)} /> : null}
      {dialog?.kind === 'replace' ? <ReplaceSecretDialog group={dialog.group} onClose={close} /> : null}
      {dialog?.kind === 'remove' ? <RemoveSecretDialog group={dialog.group} onClose={close} /> : null}
    </>
  );
}
