import { Alert, Anchor, List } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';

import type { SourceDiagnostic } from '#lib/spec/diagnose-sources.ts';
import { useSourceForm } from './source-form-context.ts';

const shownFaults = 5;

/** What keeps the source from running, each with a way to its line. */
export function SourceFaults({ faults }: { readonly faults: readonly SourceDiagnostic[] }) {
  const { showInYaml } = useSourceForm();
  if (faults.length === 0) return null;
  return (
    <Alert color="orange" m="md" mb={0} icon={<IconAlertTriangle size={18} aria-hidden />} title="To be mended first">
      <List size="sm" spacing={2}>
        {faults.slice(0, shownFaults).map(({ line, message, hint, path }, position) => (
          <List.Item key={position}>
            {path === undefined ? (
              `Line ${line}`
            ) : (
              <Anchor component="button" type="button" size="sm" underline="always" onClick={() => showInYaml(path)}>
                Line {line}
              </Anchor>
            )}
            : {message}
            {hint === undefined ? '' : `. ${hint}`}
          </List.Item>
        ))}
        {faults.length > shownFaults ? <List.Item>and {faults.length - shownFaults} more.</List.Item> : null}
      </List>
    </Alert>
  );
}
