'use client';

import { Badge, Button, Code, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';

import type { Finding, FindingFix, PreviewFinishedEvent } from '#lib/index.ts';
import { formatKeyPath } from '#lib/spec/key-path.ts';

const words = { warning: 'Warning', info: 'Note' } as const;

interface PreviewFindingsProps {
  readonly finished: PreviewFinishedEvent | undefined;
  /** Makes the edit in the draft. Returns why it could not, or undefined when it did. Absent: there is no draft to edit. */
  readonly onFix?: ((fix: FindingFix) => string | undefined) | undefined;
}

/** What is worth a look in what a test has read, with the setting that changes it. */
export function PreviewFindings({ finished, onFix }: PreviewFindingsProps) {
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
        <li key={`${position} ${finding.message}`}>
          <FindingView finding={finding} onFix={onFix} />
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

interface FindingViewProps extends Pick<PreviewFindingsProps, 'onFix'> {
  readonly finding: Finding;
}

function FindingView({ finding, onFix }: FindingViewProps) {
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
      <div style={{ minWidth: 0, overflowWrap: 'anywhere', flexGrow: 1 }}>
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
      {fix === undefined || onFix === undefined ? null : <ApplyButton fix={fix} onFix={onFix} />}
    </Group>
  );
}

interface ApplyButtonProps {
  readonly fix: FindingFix;
  readonly onFix: (fix: FindingFix) => string | undefined;
}

function ApplyButton({ fix, onFix }: ApplyButtonProps) {
  const [outcome, setOutcome] = useState<{ readonly problem: string | undefined }>();
  if (outcome !== undefined && outcome.problem === undefined) {
    return (
      <Text component="output" size="xs" c="dimmed" style={{ flexShrink: 0 }}>
        Applied
      </Text>
    );
  }
  return (
    <div style={{ flexShrink: 0, maxWidth: 260 }}>
      <Button size="compact-xs" variant="default" onClick={() => setOutcome({ problem: onFix(fix) })}>
        Apply
      </Button>
      {outcome === undefined ? null : (
        <Text size="xs" role="alert">
          {outcome.problem}
        </Text>
      )}
    </div>
  );
}
