'use client';

import { Badge, Button, Code, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';

import type { Finding, FindingFix, PreviewFinishedEvent } from '#lib/index.ts';
import { formatKeyPath } from '#lib/spec/key-path.ts';

const words = { warning: 'Warning', info: 'Note' } as const;

/** Edits that findings propose, in the draft of who shows them. */
export interface Fixing {
  /** Makes the edit. Returns why it could not, or undefined when it did. */
  readonly apply: (fix: FindingFix) => string | undefined;
  /** Whether the draft says it already. */
  readonly isDone: (fix: FindingFix) => boolean;
}

interface PreviewFindingsProps {
  readonly finished: PreviewFinishedEvent | undefined;
  /** Undefined: there is no draft to edit. */
  readonly fixing: Fixing | undefined;
}

/** What is worth a look in what a test has read, with the setting that changes it. */
export function PreviewFindings({ finished, fixing }: PreviewFindingsProps) {
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
          <FindingView finding={finding} fixing={fixing} />
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

interface FindingViewProps extends Pick<PreviewFindingsProps, 'fixing'> {
  readonly finding: Finding;
}

function FindingView({ finding, fixing }: FindingViewProps) {
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
      {fix === undefined || fixing === undefined ? null : <ApplyButton fix={fix} fixing={fixing} />}
    </Group>
  );
}

function ApplyButton({ fix, fixing }: { readonly fix: FindingFix; readonly fixing: Fixing }) {
  const [problem, setProblem] = useState<string>();
  const isDone = fixing.isDone(fix);
  return (
    <div style={{ flexShrink: 0, maxWidth: 260 }} aria-live="polite">
      <Button
        size="compact-xs"
        variant="default"
        // It keeps the focus, and is there again when the edit is taken back.
        {...(isDone ? { 'data-disabled': true, 'aria-disabled': true } : {})}
        onClick={() => {
          if (!isDone) setProblem(fixing.apply(fix));
        }}
      >
        {isDone ? 'Applied' : 'Apply'}
      </Button>
      {problem === undefined || isDone ? null : (
        <Text size="xs" role="alert">
          {problem}
        </Text>
      )}
    </div>
  );
}
