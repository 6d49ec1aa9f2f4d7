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
import { YamlField } from './yaml-field.tsx';
import classes from './form.module.css';

export interface TextFieldProps {
  readonly label: string;
  readonly path: KeyPath;
  readonly description?: string;
  readonly placeholder?: string;
  readonly isRequired?: boolean;
  /** Whether an empty field is an empty text, not a key that goes away. Default: false. */
  readonly isEmptyKept?: boolean;
  /** Of the number, shown behind it. */
  readonly unit?: string;
  /** Words that are offered, besides those that answers of the API have shown. Default: none. */
  readonly offers?: readonly string[];
  /** What is typed as a value, or why it is none. Default: the text itself. */
  readonly read?: (typed: string) => JsonValue | Error;
}

interface Kept {
  /** What the text says meanwhile. */
  readonly beside: string;
  readonly typed?: string;
  readonly fault?: string;
}

/** A plain value. What is typed goes into the text at once; a field that is left empty takes its key away. */
export function TextField(props: TextFieldProps) {
  const { label, path, description, placeholder, isRequired, isEmptyKept = false, unit, read } = props;
  const { text, edit, faultAt, offersAt } = useSourceForm();
  const offers = [...new Set([...(props.offers ?? []), ...offersAt(path)])];
  const shown = showScalar(getYamlValue(text, path));
  // What is not in the text: it goes as soon as something else changes the value, such as an undo.
  const [kept, setKept] = useState<Kept>();
  if (kept !== undefined && kept.beside !== shown) setKept(undefined);
  const { typed, fault } = kept ?? {};
  if (shown === undefined)
    return <YamlField label={label} path={path} {...(description === undefined ? {} : { description })} />;

  const change = (next: string): void => {
    if (next === '' && !isEmptyKept) {
      // The key goes when the field is left: until then the next letter finds it, with the comments at its line.
      return setKept({ beside: shown, typed: next });
    }
    const value = read === undefined ? next : read(next);
    const problem =
      value instanceof Error
        ? value.message
        : edit((before) => setYamlValue(before, path, value), { path, isTyping: true });
    setKept(problem === undefined ? undefined : { beside: shown, typed: next, fault: problem });
  };
  const leave = (): void => {
    if (typed !== '') return;
    let problem: string | undefined;
    if (isRequired === true) problem = shown === '' ? undefined : 'This is needed. The value from before stays.';
    else
      problem = edit((before) => removeYamlValue(before, path, { pruneEmptyParents: true }), { path, isTyping: true });
    setKept(problem === undefined ? undefined : { beside: shown, fault: problem });
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
    ...(typed === undefined ? {} : { 'data-undo': 'own' }),
    ...(unit === undefined
      ? {}
      : {
          rightSection: <span className={classes.unit ?? ''}>{unit}</span>,
          rightSectionWidth: 84,
          rightSectionPointerEvents: 'none' as const,
        }),
  };
  return (
    <FieldFrame path={path}>
      {offers.length === 0 && props.offers === undefined ? (
        <TextInput {...shared} onChange={({ currentTarget }) => change(currentTarget.value)} />
      ) : (
        <Autocomplete {...shared} data={offers} onChange={change} />
      )}
    </FieldFrame>
  );
}
