import { TagsInput } from '@mantine/core';
import { useState } from 'react';

import { getYamlValue } from '#lib/spec/get-yaml-value.ts';
import type { KeyPath } from '#lib/spec/key-path.ts';
import { removeYamlValue } from '#lib/spec/remove-yaml-value.ts';
import { setYamlValue } from '#lib/spec/set-yaml-value.ts';
import { FieldFrame } from './field-frame.tsx';
import { useSourceForm } from './source-form-context.ts';
import { YamlField } from './yaml-field.tsx';

export interface WordsFieldProps {
  readonly label: string;
  readonly path: KeyPath;
  readonly description?: string;
  /** Whether one word may be written without a list around it. */
  readonly canBeText?: boolean;
}

/** A list of words. */
export function WordsField({ label, path, description, canBeText = false }: WordsFieldProps) {
  const { text, edit, offersAt } = useSourceForm();
  const [search, setSearch] = useState('');
  const [fault, setFault] = useState<string>();
  const value = getYamlValue(text, path) ?? [];
  const words: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (words.some((word) => typeof word === 'object')) return <YamlField label={label} path={path} />;
  return (
    <FieldFrame path={path}>
      <TagsInput
        label={label}
        description={description}
        placeholder={words.length === 0 ? 'Type and press Enter' : ''}
        value={words.map(String)}
        error={fault}
        acceptValueOnBlur
        data={[...new Set(offersAt(path))]}
        searchValue={search}
        onSearchChange={setSearch}
        {...(search === '' ? {} : { 'data-undo': 'own' })}
        onChange={(next) => {
          const [only] = next;
          setFault(
            edit(
              (before) => {
                if (only === undefined) return removeYamlValue(before, path);
                return setYamlValue(before, path, canBeText && next.length === 1 ? only : next);
              },
              { path },
            ),
          );
        }}
      />
    </FieldFrame>
  );
}
