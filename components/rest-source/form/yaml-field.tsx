import { Button, Group, Text, Textarea } from '@mantine/core';
import { useId, useState } from 'react';

import { getYamlValue } from '#lib/spec/get-yaml-value.ts';
import type { KeyPath } from '#lib/spec/key-path.ts';
import { removeYamlValue } from '#lib/spec/remove-yaml-value.ts';
import { setYamlExcerpt, yamlExcerpt } from '#lib/spec/yaml-excerpt.ts';
import { startYaml } from '#lib/spec/start-yaml.ts';
import { FieldFrame } from './field-frame.tsx';
import { useSourceForm } from './source-form-context.ts';

interface YamlFieldProps {
  readonly label: string;
  readonly path: KeyPath;
  readonly description?: string;
}

/**
 * What the form has no field of its own for, as it is written: its lines of the YAML, to be changed in place. What
 * cannot be read yet stays here until it can.
 */
export function YamlField({ label, path, description }: YamlFieldProps) {
  const { text, edit, faultAt, showInYaml } = useSourceForm();
  const [typed, setTyped] = useState<string>();
  const [fault, setFault] = useState<string>();
  const id = useId();
  const written = yamlExcerpt(text, path);
  const isElsewhere = written === undefined && getYamlValue(text, path) !== undefined;
  const shown = written ?? '';
  const apply = (next: string): void => {
    const problem =
      next.trim() === ''
        ? edit((before) => removeYamlValue(before, path, { pruneEmptyParents: true }), { path, isTyping: true })
        : edit(
            (before) =>
              yamlExcerpt(before, path) === undefined
                ? startYaml(before, path, next)
                : setYamlExcerpt(before, path, next),
            { path, isTyping: true },
          );
    setFault(problem);
    setTyped(problem === undefined && next.trim() !== '' && next === next.trimEnd() ? undefined : next);
  };
  return (
    <FieldFrame path={path}>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text component="label" htmlFor={id} size="sm" fw={500}>
          {label}
        </Text>
        {written === undefined && !isElsewhere ? null : (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => showInYaml(path)}
            aria-label={`Show ${label} in the YAML`}
          >
            Show in the YAML
          </Button>
        )}
      </Group>
      <Textarea
        id={id}
        description={
          isElsewhere
            ? 'It comes from another place of the file, by its name there: change it in the YAML.'
            : description
        }
        inputWrapperOrder={['label', 'description', 'input', 'error']}
        autosize
        minRows={shown.includes('\n') ? 3 : 1}
        maxRows={12}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        placeholder="YAML"
        readOnly={isElsewhere}
        value={typed ?? shown}
        error={fault ?? faultAt(path)}
        spellCheck={false}
        wrap="off"
        {...(typed === undefined ? {} : { 'data-undo': 'own' })}
        onChange={({ currentTarget }) => apply(currentTarget.value)}
        onBlur={() => {
          if (fault === undefined) setTyped(undefined);
        }}
      />
    </FieldFrame>
  );
}
