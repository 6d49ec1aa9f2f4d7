import { Button, Group, Text } from '@mantine/core';

import type { PreviewState } from '../test-panel/preview-state.ts';
import classes from './custom-source.module.css';

interface ModuleBarProps {
  readonly state: PreviewState;
  /** Since the test began. */
  readonly elapsedMs: number;
  readonly onCancel: () => void;
  readonly onParameters: () => void;
  /** Undefined where there is no response to make types of. */
  readonly onTypes: (() => void) | undefined;
}

/** Above the text: what the process of the module needs or has needed, and what belongs to the text. */
export function ModuleBar({ state, elapsedMs, onCancel, onParameters, onTypes }: ModuleBarProps) {
  return (
    <section className={classes.bar ?? ''} aria-label="Process of the module">
      <Text size="xs" c="dimmed">
        {describeProcess(state, elapsedMs)}
      </Text>
      <Group gap={6}>
        {state.isRunning ? (
          <Button size="compact-xs" variant="default" onClick={onCancel}>
            Stop its process
          </Button>
        ) : null}
        {onTypes === undefined ? null : (
          <Button
            size="compact-xs"
            variant="default"
            onClick={onTypes}
            title="Writes interfaces of what the API answered in the last test into the module"
          >
            Insert types
          </Button>
        )}
        <Button size="compact-xs" variant="default" onClick={onParameters}>
          Parameters
        </Button>
      </Group>
    </section>
  );
}

function describeProcess({ isRunning, finished, memory }: PreviewState, elapsedMs: number): string {
  const seconds = `${((finished?.durationMs ?? elapsedMs) / 1000).toFixed(1)} s`;
  if (memory === undefined) return isRunning ? `The module starts: ${seconds}` : '';
  const limit = `(limit ${inMib(memory.limitBytes)})`;
  return isRunning
    ? `The module runs: ${seconds} · ${inMib(memory.usedBytes)} of memory ${limit}`
    : `The module ran ${seconds} · at most ${inMib(memory.peakBytes)} of memory ${limit}`;
}

function inMib(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MiB`;
}
