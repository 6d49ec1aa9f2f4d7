import { Textarea } from '@mantine/core';
import { useState } from 'react';

import { getYamlValue } from '#lib/spec/get-yaml-value.ts';
import type { JsonValue } from '#lib/spec/json-value.ts';
import type { KeyPath } from '#lib/spec/key-path.ts';
import { removeYamlValue } from '#lib/spec/remove-yaml-value.ts';
import { setYamlValue } from '#lib/spec/set-yaml-value.ts';
import { FieldFrame } from './field-frame.tsx';
import { useSourceForm } from './source-form-context.ts';

interface JsonFieldProps {
  readonly label: string;
  readonly path: KeyPath;
  readonly description?: string;
}

/** Any value, typed as JSON; taken over when the field is left. */
export function JsonField({ label, path, description }: JsonFieldProps) {
  const { text, edit } = useSourceForm();
  const [typed, setTyped] = useState<string>();
  const [fault, setFault] = useState<string>();
  const value = getYamlValue(text, path);
  const shown = value === undefined ? '' : JSON.stringify(value, writeBig, 2);
  const commit = (): void => {
    if (typed === undefined) return;
    let parsed: JsonValue | undefined;
    try {
      parsed = typed.trim() === '' ? undefined : (JSON.parse(typed) as JsonValue);
    } catch (error) {
      return setFault(`Not JSON: ${error instanceof Error ? error.message : String(error)}`);
    }
    const problem = edit(
      (before) => (parsed === undefined ? removeYamlValue(before, path) : setYamlValue(before, path, parsed)),
      { path },
    );
    setFault(problem);
    if (problem === undefined) setTyped(undefined);
  };
  return (
    <FieldFrame path={path}>
      <Textarea
        label={label}
        description={description}
        placeholder="{ }"
        autosize
        minRows={2}
        maxRows={10}
        ff="monospace"
        value={typed ?? shown}
        error={fault}
        spellCheck={false}
        {...(typed === undefined ? {} : { 'data-undo': 'own' })}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onBlur={commit}
      />
    </FieldFrame>
  );
}

function writeBig(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}
