import { Code, Stack, Text } from '@mantine/core';

import { ErrorNotice } from '../feedback/error-notice.tsx';
import type { BadResponse, RunProgress } from './run-progress.ts';

/** What went wrong in a run, each error with the response that caused it. */
export function RunErrors({ progress: { tables, end } }: { readonly progress: RunProgress }) {
  const failed = tables.filter(({ error }) => error !== undefined);
  // What waits for a decision is told where it is made.
  const waiting = (end?.reports ?? []).flatMap(({ held = [] }) => held.map(({ reason }) => `${reason}.`));
  const told = new Set([...waiting, ...failed.map(({ error }) => error?.message)]);
  const whole = [end?.error, ...(end?.reports ?? []).map(({ error }) => error)].filter(
    (error) => error !== undefined && !told.has(error.message),
  );
  const refused = (end?.reports ?? [])
    .flatMap(({ resources }) => resources)
    .filter(({ error }) => error !== undefined && !told.has(error.message) && !whole.includes(error));
  const distinct = new Map(whole.map((error) => [error?.message, error]));
  if (failed.length + distinct.size + refused.length === 0) return null;
  return (
    <Stack gap="sm">
      {[...distinct.values()].map((error) => (
        <ErrorNotice key={error?.message} error={error} />
      ))}
      {failed.map(({ name, error, badResponse }) => (
        <ErrorNotice key={name} error={error} title={`Table ${name} failed`}>
          {badResponse === undefined ? null : <ResponseExcerpt response={badResponse} />}
        </ErrorNotice>
      ))}
      {refused.map(({ name, error }) => (
        <ErrorNotice key={name} error={error} title={`Table ${name} was not loaded`} />
      ))}
    </Stack>
  );
}

function ResponseExcerpt({ response: { method, url, status, excerpt } }: { readonly response: BadResponse }) {
  return (
    <Stack gap={4} mt="xs">
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        The response to{' '}
        <Code>
          {method} {url}
        </Code>{' '}
        had status {status}:
      </Text>
      <Code block tabIndex={0} aria-label="Beginning of the response">
        {excerpt === '' ? '(an empty body)' : excerpt}
      </Code>
    </Stack>
  );
}
