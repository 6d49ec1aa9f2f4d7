import { Group, Pill } from '@mantine/core';

import type { Fault } from '#lib/index.ts';
import { faultWords } from './fault-words.ts';
import { fromBeginning, startWords, type TestStart } from './test-start.ts';

interface TestConditionsProps {
  readonly faults: readonly Fault[];
  readonly onFaults: (faults: readonly Fault[]) => void;
  readonly start: TestStart;
  readonly onStart: (start: TestStart) => void;
}

/** What makes the next test another than the first one of a sync, to be taken away one by one. */
export function TestConditions({ faults, onFaults, start, onStart }: TestConditionsProps) {
  const chips = [
    ...(start.kind === 'beginning'
      ? []
      : [{ text: `Starts ${startWords[start.kind]}`, remove: () => onStart(fromBeginning) }]),
    ...faults.map((fault, position) => ({
      text: `Pretends ${faultWords(fault)}`,
      remove: () => onFaults(faults.toSpliced(position, 1)),
    })),
  ];
  if (chips.length === 0) return null;
  return (
    <Group component="section" gap={6} aria-label="Of the next test">
      {chips.map(({ text, remove }, position) => (
        <Pill
          key={position}
          withRemoveButton
          onRemove={remove}
          removeButtonProps={{ 'aria-label': `Remove: ${text}`, 'aria-hidden': false, tabIndex: 0 }}
        >
          {text}
        </Pill>
      ))}
    </Group>
  );
}
