import { Select, Text } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';

import type { KeyPath } from '#lib/spec/key-path.ts';
import type { SchemaField } from '#lib/spec/schema-fields.ts';
import { fieldLabel } from './field-label.ts';
import { useSourceForm } from './source-form-context.ts';

interface FindSettingProps {
  readonly fields: readonly SchemaField[];
  readonly pathOf: (key: string) => KeyPath;
}

/** Finds a setting by its name or meaning, and opens it. */
export function FindSetting({ fields, pathOf }: FindSettingProps) {
  const { showField } = useSourceForm();
  const isFound = (key: string, wanted: string) => {
    const field = fields.find((one) => one.key === key);
    return `${key} ${fieldLabel(key)} ${field?.description ?? ''}`.toLowerCase().includes(wanted.trim().toLowerCase());
  };
  return (
    <Select
      aria-label="Find a setting"
      placeholder="Find a setting"
      leftSection={<IconSearch size={16} aria-hidden />}
      searchable
      value={null}
      data-undo="own"
      data={fields.map(({ key }) => ({ value: key, label: fieldLabel(key) }))}
      filter={({ options, search }) => options.filter((option) => 'value' in option && isFound(option.value, search))}
      nothingFoundMessage="There is no such setting"
      renderOption={({ option }) => (
        <div>
          <Text size="sm">{option.label}</Text>
          <Text size="xs" c="dimmed" lineClamp={2}>
            {fields.find(({ key }) => key === option.value)?.description}
          </Text>
        </div>
      )}
      onChange={(key) => {
        if (key !== null) showField(pathOf(key));
      }}
    />
  );
}
