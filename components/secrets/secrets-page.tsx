'use client';

import { Box, Button, Stack, Text, Title } from '@mantine/core';
import { IconClipboardText, IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';

import { EmptyState } from '../feedback/empty-state.tsx';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import { Waiting } from '../feedback/waiting.tsx';
import { PageHeader } from '../shell/page-header.tsx';
import { AddSecretDialog } from './add-secret-dialog.tsx';
import { MissingSecret } from './missing-secret.tsx';
import { PasteSecretsDialog } from './paste-secrets-dialog.tsx';
import { RemoveSecretDialog } from './remove-secret-dialog.tsx';
import { ReplaceSecretDialog } from './replace-secret-dialog.tsx';
import { groupSecrets, type SecretGroup } from './secret-groups.ts';
import classes from './secret-list.module.css';
import { SecretRow, type SecretDialogKind } from './secret-row.tsx';
import { SourceAccesses } from './source-accesses.tsx';
import { useSecrets } from './use-secrets.ts';

/** Every secret by name: what is missing first, the access of each source, then where the others have their values. */
export function SecretsPage() {
  const { data, error, isPending, refetch } = useSecrets();
  const [adding, setAdding] = useState<'one' | 'pasted'>();
  const [dialog, setDialog] = useState<{ readonly kind: SecretDialogKind; readonly group: SecretGroup }>();
  const groups = groupSecrets(data?.secrets ?? []);
  const missing = groups.filter(({ kind }) => kind === 'missing');
  const used = groups.filter(({ kind }) => kind === 'used');
  const unused = groups.filter(({ kind }) => kind === 'unused');
  const close = (): void => setDialog(undefined);
  const buttons = (
    <>
      <Button
        variant="default"
        leftSection={<IconClipboardText size={16} aria-hidden />}
        onClick={() => setAdding('pasted')}
      >
        Paste .env
      </Button>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding('one')}>
        Add secret
      </Button>
    </>
  );
  const openDialog = (kind: SecretDialogKind, group: SecretGroup): void => setDialog({ kind, group });
  return (
    <>
      <PageHeader
        title="Secrets"
        description="Never shown again. Read from the environment, then .env, then .dlt/secrets.toml."
        actions={groups.length === 0 ? undefined : buttons}
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
            <EmptyState icon={IconKey} title="No secrets yet" actions={buttons}>
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
          {data === undefined ? null : <SourceAccesses />}
          <SecretSection id="set-secrets" title="Have a value" groups={used} openDialog={openDialog} />
          <SecretSection id="unused-secrets" title="Named by no source" groups={unused} openDialog={openDialog}>
            Modules read secrets by the names of their parameters, so look before you remove one.
          </SecretSection>
        </Stack>
      </Box>
      {adding === 'one' ? <AddSecretDialog sources={data?.sources ?? []} onClose={() => setAdding(undefined)} /> : null}
      {adding === 'pasted' ? <PasteSecretsDialog onClose={() => setAdding(undefined)} /> : null}
      {dialog?.kind === 'replace' ? <ReplaceSecretDialog group={dialog.group} onClose={close} /> : null}
      {dialog?.kind === 'remove' ? <RemoveSecretDialog group={dialog.group} onClose={close} /> : null}
    </>
  );
}

interface SecretSectionProps {
  readonly id: string;
  readonly title: string;
  readonly groups: readonly SecretGroup[];
  readonly openDialog: (kind: SecretDialogKind, group: SecretGroup) => void;
  readonly children?: string;
}

function SecretSection({ id, title, groups, openDialog, children }: SecretSectionProps) {
  if (groups.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <Title order={2} size="h5" mb={children === undefined ? 'xs' : 0} id={id}>
        {title}: {groups.length}
      </Title>
      {children === undefined ? null : (
        <Text size="sm" c="dimmed" mb="xs">
          {children}
        </Text>
      )}
      <ul className={classes.list ?? ''} aria-labelledby={id}>
        {groups.map((group) => (
          <SecretRow
            key={`${group.name}:${group.origin ?? ''}`}
            group={group}
            openDialog={(kind) => openDialog(kind, group)}
          />
        ))}
      </ul>
    </section>
  );
}
