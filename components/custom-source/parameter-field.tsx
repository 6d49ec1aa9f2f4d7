import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';

import type { ModuleParameterListing } from '#lib/index.ts';
import { readTyped, showValue, typeOfParameter } from './parameter-values.ts';
import type { ParameterEditing } from './use-parameter-edits.ts';

interface ParameterFieldProps {
  readonly parameter: ModuleParameterListing;
  readonly moduleText: string;
  readonly edits: ParameterEditing;
}

const typeWords = { text: 'Text', number: 'A number', boolean: 'true or false', json: 'JSON' } as const;

/** One value; an empty field leaves it to the default of the module. */
export function ParameterField({ parameter, moduleText, edits }: ParameterFieldProps) {
  const { name, key, kind, defaultValue, origin } = parameter;
  const type = typeOfParameter(parameter, moduleText);
  const shown = showValue(edits.valueOf(parameter));
  const [typed, setTyped] = useState<string>();
  const [fault, setFault] = useState<string>();
  const change = (next: string): void => {
    const value = readTyped(next, type);
    setFault(value instanceof Error ? value.message : undefined);
    // What cannot be read yet stays in the field only.
    setTyped(value instanceof Error ? next : undefined);
    if (!(value instanceof Error)) edits.set({ name, key }, value);
  };
  const fallback = origin === undefined ? showValue(defaultValue) : '';
  const isNeeded = kind === 'required' && origin === undefined && shown === '' && typed === undefined;
  const shared = {
    label: key,
    description: describe(parameter, typeWords[type]),
    value: typed ?? shown,
    error: fault ?? (isNeeded ? 'It has no default: a value is needed.' : undefined),
    withAsterisk: kind === 'required',
    spellCheck: false,
    autoComplete: 'off',
    ...(typed === undefined ? {} : { 'data-unread': true }),
  };
  if (type === 'boolean') {
    const options = ['', 'true', 'false'].map((value) => ({
      value,
      label: value === '' ? (fallback === '' ? 'Not set' : `Default: ${fallback}`) : value,
    }));
    return (
      <NativeSelect
        label={shared.label}
        description={shared.description}
        error={shared.error}
        withAsterisk={shared.withAsterisk}
        data={options}
        value={shared.value}
        onChange={({ currentTarget }) => change(currentTarget.value)}
      />
    );
  }
  return type === 'json' ? (
    <Textarea
      {...shared}
      placeholder={fallback}
      autosize
      minRows={1}
      maxRows={8}
      onChange={({ currentTarget }) => change(currentTarget.value)}
    />
  ) : (
    <TextInput {...shared} placeholder={fallback} onChange={({ currentTarget }) => change(currentTarget.value)} />
  );
}

function describe({ defaultValue, kind, origin }: ModuleParameterListing, type: string): string {
  if (origin !== undefined) return `${type}. A value is in ${origin}.`;
  if (kind !== 'default') return `${type}.`;
  const shown = showValue(defaultValue);
  return `${type}. Left empty, it is ${shown === '' ? 'an empty text' : shown}.`;
}
