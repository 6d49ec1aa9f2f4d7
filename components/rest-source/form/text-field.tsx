import { Autocomplete, TextInput } from '@mantine/core';
import { useState } from 'react';

import { getYamlValue } from '#lib/spec/get-yaml-value.ts';
import type { JsonValue } from '#lib/spec/json-value.ts';
import type { KeyPath } from '#lib/spec/key-path.ts';
import { removeYamlValue } from '#lib/spec/remove-yaml-value.ts';
import { setYamlValue } from '#lib/spec/set-yaml-value.ts';
import { FieldFrame } from './field-frame.tsx';
import { showScalar } from './read-scalar.ts';
import { useSourceForm } from './source-form-context.ts';
import { YamlExcerpt } from './yaml-excerpt.tsx';

export interface TextFieldProps {
  readonly label: string;
  readonly path: KeyPath;
  readonly description?: string;
  readonly placeholder?: string;
  readonly isRequired?: boolean;
  /** Whether an empty field is an empty text, not a key that goes away. Default: false. */
  readonly isEmptyKept?: boolean;
  /** Words that are offered. Default: none. */
  readonly offers?: readonly string[];
  /** What is typed as a value, or why it is none. Default: the text itself. */
  readonly read?: (typed: string) => JsonValue | Error;
}

/** A plain value. What is typed goes into the text at once; a field that is left empty takes its key away. */
export function TextField(props: TextFieldProps) {
  const { label, path, description, placeholder, isRequired, isEmptyKept = false, offers, read } = props;
  const { text, edit, faultAt } = useSourceForm();
  const [typed, setTyped] = useState<string>();
  const [fault, setFault] = useState<string>();
  const shown = showScalar(getYamlValue(text, path));
  if (shown === undefined) return <YamlExcerpt label={label} path={path} />;

  const change = (next: string): void => {
    if (next === '' && !isEmptyKept) {
      // The key goes when the field is left: until then the next letter finds it, with the comments at its line.
      setTyped(next);
      return setFault(undefined);
    }
    const value = read === undefined ? next : read(next);
    const problem = value instanceof Error ? value.message : edit((before) => setYamlValue(before, path, value));
    setTyped(problem === undefined ? undefined : next);
    setFault(problem);
  };
  const leave = (): void => {
    if (typed !== '') return;
    if (isRequired === true) {
      if (shown !== '') setFault('This is needed. The value from before stays.');
    } else setFault(edit((before) => removeYamlValue(before, path, { pruneEmptyParents: true })));
    setTyped(undefined);
  };
  const shared = {
    label,
    description,
    placeholder,
    withAsterisk: isRequired === true,
    required: isRequired === true,
    value: typed ?? shown,
    error: fault ?? faultAt(path),
    onBlur: leave,
    spellCheck: false,
    autoComplete: 'off',
  };
  return (
    <FieldFrame path={path}>
      {offers === undefined ? (
        <TextInput {...shared} onChange={({ currentTarget }) => change(currentTarget.value)} />
      ) : (
        <Autocomplete {...shared} data={[...offers]} onChange={change} />
      )}
    </FieldFrame>
  );
}
