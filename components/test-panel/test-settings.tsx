import { Button, Group, NativeSelect, NumberInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';

import classes from './test-panel.module.css';

/** How much of a source is read. */
export interface TestLimits {
  readonly pages: number;
  readonly records: number;
  readonly parents: number;
}

interface TestSettingsProps {
  /** Names that can be tested alone. */
  readonly resources: readonly string[];
  /** The chosen one; an empty text for all. */
  readonly resource: string;
  readonly onResource: (resource: string) => void;
  readonly limits: TestLimits;
  readonly onLimits: (limits: TestLimits) => void;
  readonly isRunning: boolean;
  readonly onStart: () => void;
  readonly onCancel: () => void;
  /** Further buttons. */
  readonly children?: ReactNode;
}

/** In pixels, of the one button that is two: nothing moves when it changes. */
const buttonWidth = 108;

/** What is tested, how much of it, and the button that starts or ends it. */
export function TestSettings(props: TestSettingsProps) {
  const { resources, resource, onResource, limits, onLimits, isRunning, onStart, onCancel, children } = props;
  const [typed, setTyped] = useState<keyof TestLimits>();
  const limit = (name: keyof TestLimits, label: string) => (
    <NumberInput
      aria-label={label}
      leftSection={label}
      leftSectionProps={{ className: classes.label ?? '' }}
      leftSectionWidth={64}
      size="xs"
      w={116}
      min={1}
      max={10_000}
      allowDecimal={false}
      value={typed === name ? '' : limits[name]}
      onChange={(value) => {
        // An empty field is on its way to another number.
        setTyped(value === '' ? name : undefined);
        if (typeof value === 'number' && value >= 1) onLimits({ ...limits, [name]: value });
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
  return (
    <Group gap={6}>
      {resources.length === 0 ? null : (
        <NativeSelect
          aria-label="Tables"
          size="xs"
          value={resource}
          onChange={(event) => onResource(event.currentTarget.value)}
          data={[{ value: '', label: 'All tables' }, ...resources]}
        />
      )}
      {limit('pages', 'Pages')}
      {limit('records', 'Records')}
      {limit('parents', 'Parents')}
      {children}
      {isRunning ? (
        <Button size="xs" variant="default" miw={buttonWidth} onClick={onCancel}>
          Cancel test
        </Button>
      ) : (
        <Button size="xs" miw={buttonWidth} onClick={onStart} title="Ctrl+Enter">
          Run test
        </Button>
      )}
    </Group>
  );
}
