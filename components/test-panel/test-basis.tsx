import { Badge, Button, Code, Group, Text } from '@mantine/core';

import type { PreviewFinishedEvent } from '#lib/index.ts';
import { formatKeyPath } from '#lib/spec/key-path.ts';
import type { PreviewBasis } from './preview-state.ts';
import type { DraftStanding } from './use-reevaluation.ts';

/** Says that not the API answered. */
export function BasisBadge({ basis }: { readonly basis: PreviewBasis }) {
  if (basis.kind === 'api') return null;
  return (
    <Badge size="sm" variant="outline" color="matcha" tt="none" style={{ color: 'inherit', flexShrink: 0 }}>
      {basis.kind === 'recording' ? 'from recording' : `from file ${basis.file}`}
    </Badge>
  );
}

interface BasisNoticeProps {
  readonly standing: DraftStanding;
  readonly finished: PreviewFinishedEvent | undefined;
  /** Asks the API for what the recording lacks. */
  readonly onFetchMissing: () => void;
}

const shownKeys = 4;
const shownFields = 3;

/** What keeps the results from being those of the draft, and the way out of it. */
export function BasisNotice({ standing, finished, onFetchMissing }: BasisNoticeProps) {
  const { missing = [], masked = [], source } = finished ?? {};
  return (
    <>
      {standing.kind === 'request-changed' ? (
        <Text component="output" size="sm" fw={500} display="block">
          The request changed: run the test again (Ctrl+Enter).{' '}
          <Text span size="sm" c="dimmed" fw={400}>
            Changed: <KeyList keys={standing.changed.map((path) => formatKeyPath(path))} most={shownKeys} />
          </Text>
        </Text>
      ) : null}
      {standing.kind === 'unusable' ? (
        <Text component="output" size="sm" c="dimmed" display="block">
          The source has a fault now; this is what came before it.
        </Text>
      ) : null}
      {missing.length === 0 ? null : (
        <Group gap="xs">
          <Text component="output" size="sm">
            {missing.length === 1 ? '1 request is' : `${missing.length} requests are`} not in the recording:{' '}
            <KeyList keys={missing.map(({ method, url }) => `${method} ${url}`)} most={1} />
          </Text>
          <Button size="compact-xs" variant="default" onClick={onFetchMissing}>
            Ask the API for the rest
          </Button>
        </Group>
      )}
      {source !== 'recording' || masked.length === 0 ? null : (
        <Text size="xs" c="dimmed">
          Secrets are hidden in the recording, so rows have *** in{' '}
          <KeyList keys={masked.map(({ path }) => (path === '' ? 'a text' : path))} most={shownFields} />
        </Text>
      )}
    </>
  );
}

function KeyList({ keys, most }: { readonly keys: readonly string[]; readonly most: number }) {
  return (
    <>
      {keys.slice(0, most).map((key, index) => (
        <span key={key}>
          {index === 0 ? '' : ', '}
          <Code style={{ overflowWrap: 'anywhere' }}>{key}</Code>
        </span>
      ))}
      {keys.length > most ? ` and ${keys.length - most} more` : ''}
    </>
  );
}
