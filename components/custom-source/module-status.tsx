import { Button, Text } from '@mantine/core';

import type { PreviewState } from '../test-panel/preview-state.ts';
import classes from './custom-source.module.css';

interface ModuleStatusProps {
  readonly state: PreviewState;
  /** Since the test began. */
  readonly elapsedMs: number;
  readonly onCancel: () => void;
}

/** What the process of the module needs while a test runs, and has needed at its end. */
export function ModuleStatus({ state: { isRunning, finished, memory }, elapsedMs, onCancel }: ModuleStatusProps) {
  if (!isRunning && memory === undefined) return null;
  const seconds = `${((finished?.durationMs ?? elapsedMs) / 1000).toFixed(1)} s`;
  const used = memory === undefined ? '' : ` · ${inMib(memory.usedBytes)} of memory`;
  const peak = memory === undefined ? '' : ` · at most ${inMib(memory.peakBytes)} of memory`;
  const limit = memory === undefined ? '' : ` (limit ${inMib(memory.limitBytes)})`;
  return (
    <section className={classes.status ?? ''} aria-label="Process of the module">
      <Text size="xs" c="dimmed">
        {isRunning ? `The module runs: ${seconds}${used}${limit}` : `The module ran ${seconds}${peak}${limit}`}
      </Text>
      {isRunning ? (
        <Button size="compact-xs" variant="default" onClick={onCancel}>
          Stop its process
        </Button>
      ) : null}
    </section>
  );
}

function inMib(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MiB`;
}
