import { Text, UnstyledButton } from '@mantine/core';

import type { SourceDiagnostic } from '#lib/spec/diagnose-sources.ts';
import classes from './sources-file-editor.module.css';

interface FaultListProps {
  readonly faults: readonly SourceDiagnostic[];
  readonly onChoose: (fault: SourceDiagnostic) => void;
}

/** What is wrong in the text, a button each that leads to its line. */
export function FaultList({ faults, onChoose }: FaultListProps) {
  return (
    <ul className={classes.faults ?? ''} aria-label="Faults">
      {faults.map((fault) => (
        <li key={`${fault.start}:${fault.message}`}>
          <UnstyledButton className={classes.fault ?? ''} onClick={() => onChoose(fault)}>
            <Text size="sm" component="span" fw={600}>
              Line {fault.line}
            </Text>{' '}
            <Text size="sm" component="span">
              {fault.message}
            </Text>
            {fault.hint === undefined ? null : (
              <Text size="sm" c="dimmed" component="span">
                {' '}
                → {fault.hint}
              </Text>
            )}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
