import { Alert, Anchor, Code, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import Link from 'next/link';
import type { ReactNode } from 'react';

import type { ErrorRecord } from '#lib/index.ts';
import { errorRecordOf } from './error-record-of.ts';

export interface ErrorNoticeProps {
  /** An error record, or what was thrown. */
  readonly error: unknown;
  /** Says what did not work. Default: the message itself is the title. */
  readonly title?: string;
  /** Buttons below, such as "Try again". */
  readonly children?: ReactNode;
}

/** The one way in which a page tells an error: what failed, where, and the next step. Texts are shown as text. */
export function ErrorNotice({ error, title, children }: ErrorNoticeProps) {
  const record = errorRecordOf(error);
  const details = record.details ?? [];
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      title={title ?? record.message}
      icon={<IconAlertTriangle size={18} aria-hidden />}
      style={{ overflowWrap: 'anywhere' }}
    >
      {title === undefined ? null : <Text size="sm">{record.message}</Text>}
      <ErrorPlace record={record} />
      {details.length === 0 ? null : (
        <List size="sm" spacing={4} mt={4}>
          {details.map((detail, position) => (
            <List.Item key={position}>
              {detail.message} <ErrorPlace record={detail} />
            </List.Item>
          ))}
        </List>
      )}
      {record.hint === undefined ? null : (
        <Text size="sm" mt={4}>
          → {record.hint}
        </Text>
      )}
      {record.code === 'secret-missing' ? (
        <Anchor component={Link} href="/secrets" size="sm" underline="always">
          Set it under Secrets
        </Anchor>
      ) : null}
      {children}
    </Alert>
  );
}

function ErrorPlace({ record: { at } }: { readonly record: ErrorRecord }) {
  if (at === undefined) return null;
  return <Code>{[at.file, at.line, at.column].filter((part) => part !== undefined).join(':')}</Code>;
}
