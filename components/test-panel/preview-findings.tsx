import { Badge, Code, Group, Stack, Text } from '@mantine/core';

import type { Finding, PreviewFinishedEvent } from '#lib/index.ts';
import { formatKeyPath } from '#lib/spec/key-path.ts';

const words = { warning: 'Warning', info: 'Note' } as const;

/** What is worth a look in what a test has read, with the setting that would change it. */
export function PreviewFindings({ finished }: { readonly finished: PreviewFinishedEvent | undefined }) {
  const findings = finished?.findings ?? [];
  if (findings.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {emptyWords(finished)}
      </Text>
    );
  }
  return (
    <Stack component="ul" gap={10} m={0} p={0} style={{ listStyle: 'none' }} aria-label="Findings of the test">
      {findings.map((finding, position) => (
        <li key={position}>
          <FindingView finding={finding} />
        </li>
      ))}
    </Stack>
  );
}

function emptyWords(finished: PreviewFinishedEvent | undefined): string {
  if (finished === undefined) return 'What is worth a look is known when all pages are read.';
  return finished.findings === undefined
    ? 'This test was not looked through: it ended early, or read too much.'
    : 'Nothing stands out in what was read.';
}

function FindingView({ finding }: { readonly finding: Finding }) {
  const { severity, message, hint, evidence, fix } = finding;
  return (
    <Group gap={8} wrap="nowrap" align="flex-start">
      <Badge
        size="sm"
        variant="outline"
        color={severity === 'warning' ? 'orange' : 'gray'}
        tt="none"
        style={{ color: 'inherit', flexShrink: 0 }}
      >
        {words[severity]}
      </Badge>
      <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <Text size="sm">
          {message}
          {evidence.exchange === undefined ? '' : ` See request #${evidence.exchange}.`}
        </Text>
        {fix === undefined ? (
          hint === undefined ? null : (
            <Text size="xs" c="dimmed">
              {hint}
            </Text>
          )
        ) : (
          <Text size="xs" c="dimmed">
            Set <Code>{formatKeyPath(fix.path)}</Code> to <Code>{JSON.stringify(fix.value)}</Code>
          </Text>
        )}
      </div>
    </Group>
  );
}
