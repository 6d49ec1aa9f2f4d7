import { Select, Text } from '@mantine/core';
import { useState } from 'react';

import type { KeyPath } from '#lib/spec/key-path.ts';
import type { SchemaVariant } from '#lib/spec/schema-fields.ts';
import { FieldFrame } from './field-frame.tsx';
import { useSourceForm } from './source-form-context.ts';
import { variantLabel } from './variant-label.ts';

interface VariantChoiceProps {
  readonly label: string;
  readonly path: KeyPath;
  readonly variants: readonly SchemaVariant[];
  /** Words that stand for a whole setting and are no type, such as `none`. */
  readonly words: readonly string[];
  /** The type that is written; empty for none. */
  readonly value: string;
  /** What counts when none is written, in words. */
  readonly emptyText: string;
  readonly change: (text: string, type: string) => string;
}

/** Stands for no type: an empty text is no value of a list. */
const none = '-';

/** A type of several, each with what it means. */
export function VariantChoice({ label, path, variants, words, value, emptyText, change }: VariantChoiceProps) {
  const { edit, faultAt } = useSourceForm();
  const [fault, setFault] = useState<string>();
  const meanings = new Map(variants.map(({ type, description }) => [type, description]));
  meanings.set(none, emptyText);
  const types = [...new Set([...variants.map(({ type }) => type), ...words, ...(value === '' ? [] : [value])])];
  return (
    <FieldFrame path={path}>
      <Select
        label={label}
        description={value === '' ? emptyText : meanings.get(value)}
        data={[{ value: none, label: 'Default' }, ...types.map((type) => ({ value: type, label: variantLabel(type) }))]}
        value={value === '' ? none : value}
        error={fault ?? faultAt(path)}
        allowDeselect={false}
        maxDropdownHeight={420}
        comboboxProps={{ withinPortal: true }}
        renderOption={({ option }) => (
          <div>
            <Text size="sm" fw={500}>
              {option.label}
            </Text>
            <Text size="xs" c="dimmed">
              {meanings.get(option.value)}
            </Text>
          </div>
        )}
        onChange={(chosen) => {
          const type = chosen === null || chosen === none ? '' : chosen;
          if (type !== value) setFault(edit((text) => change(text, type), { path }));
        }}
      />
    </FieldFrame>
  );
}
