import { NativeSelect } from '@mantine/core';
import { useState } from 'react';

import type { KeyPath } from '#lib/spec/key-path.ts';
import { FieldFrame } from './field-frame.tsx';
import { useSourceForm } from './source-form-context.ts';

export interface ChoiceFieldProps {
  readonly label: string;
  readonly path: KeyPath;
  readonly description?: string | undefined;
  readonly choices: readonly string[];
  /** What the empty choice is called. */
  readonly emptyLabel: string;
  /** Empty for none. */
  readonly value: string;
  readonly change: (text: string, choice: string) => string;
}

/** One of a few words. The empty choice takes the key away. */
export function ChoiceField({ label, path, description, choices, emptyLabel, value, change }: ChoiceFieldProps) {
  const { edit } = useSourceForm();
  const [fault, setFault] = useState<string>();
  const words = value === '' || choices.includes(value) ? choices : [...choices, value];
  return (
    <FieldFrame path={path}>
      <NativeSelect
        label={label}
        description={description}
        data={[{ value: '', label: emptyLabel }, ...words.map((word) => ({ value: word, label: word }))]}
        value={value}
        error={fault}
        onChange={({ currentTarget }) => {
          const choice = currentTarget.value;
          setFault(edit((text) => change(text, choice), { path }));
        }}
      />
    </FieldFrame>
  );
}
