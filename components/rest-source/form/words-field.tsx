import { TagsInput } from '@mantine/core';
import { useState } from 'react';

import { getYamlValue } from '#lib/spec/get-yaml-value.ts';
import type { KeyPath } from '#lib/spec/key-path.ts';
import { removeYamlValue } from '#lib/spec/remove-yaml-value.ts';
import { setYamlValue } from '#lib/spec/set-yaml-value.ts';
import { FieldFrame } from './field-frame.tsx';
import { useSourceForm } from './source-form-context.ts';
import { YamlExcerpt } from './yaml-excerpt.tsx';

export interface WordsFieldProps {
  readonly label: string;
  readonly path: KeyPath;
  readonly description?: string;
  /** Whether one word may be written without a list around it. */
  readonly canBeText?: boolean;
}

/** A list of words. */
export function WordsField({ label, path, description, canBeText = false }: WordsFieldProps) {
  const { text, edit } = useSourceForm();
  const [fault, setFault] = useState<string>();
  const value = getYamlValue(text, path) ?? [];
  const words: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (words.some((word) => typeof word === 'object')) return <YamlExcerpt label={label} path={path} />;
  return (
    <FieldFrame path={path}>
      <TagsInput
        label={label}
        description={description}
        placeholder={words.length === 0 ? 'Type and press Enter' : ''}
        value={words.map(String)}
        error={fault}
        acceptValueOnBlur
        onChange={(next) => {
          const [only] = next;
          setFault(
            edit((before) => {
              if (only === undefined) return removeYamlValue(before, path);
              return setYamlValue(before, path, canBeText && next.length === 1 ? only : next);
            }),
          );
        }}
      />
    </FieldFrame>
  );
}
