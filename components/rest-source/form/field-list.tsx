import { Button, Stack } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { Fragment, useState, type ReactNode } from 'react';

import { getYamlValue } from '#lib/spec/get-yaml-value.ts';
import type { KeyPath } from '#lib/spec/key-path.ts';
import type { SchemaField } from '#lib/spec/schema-fields.ts';
import { fieldLabel } from './field-label.ts';
import { useSourceForm } from './source-form-context.ts';
import { useFold } from './use-fold.ts';

interface FieldListProps {
  readonly fields: readonly SchemaField[];
  readonly pathOf: (key: string) => KeyPath;
  /** Keys that are shown first, in their order; others only when they are set, or behind "More". */
  readonly common: readonly string[];
  /** What the fields belong to, for the button of those behind "More". */
  readonly about: string;
  readonly renderField: (field: SchemaField, path: KeyPath) => ReactNode;
}

/** Fields with the common ones first, and the rare ones folded until they are set or wanted. */
export function FieldList({ fields, pathOf, common, about, renderField }: FieldListProps) {
  const { text } = useSourceForm();
  const setKeys = fields.map(({ key }) => key).filter((key) => getYamlValue(text, pathOf(key)) !== undefined);
  const [shown, setShown] = useState(setKeys);
  const first = common.flatMap((key) => fields.find((field) => field.key === key) ?? []);
  const others = fields.filter(({ key }) => !common.includes(key));
  const rare = others.filter(({ key }) => !shown.includes(key));
  const [isOpen, setOpen] = useFold({ paths: rare.map(({ key }) => pathOf(key)), isOpen: false });
  // While they are open, none changes its place under the cursor; one that was shown does not go away when it is emptied.
  const added = setKeys.filter((key) => !shown.includes(key));
  if (!isOpen && added.length > 0) setShown([...shown, ...added]);
  const front = others.filter(({ key }) => shown.includes(key));
  return (
    <Stack gap="sm">
      {[...first, ...front, ...(isOpen ? rare : [])].map((field) => (
        <Fragment key={field.key}>{renderField(field, pathOf(field.key))}</Fragment>
      ))}
      {rare.length === 0 ? null : (
        <div>
          <Button
            size="compact-sm"
            variant="subtle"
            maw="100%"
            styles={{ label: { display: 'block', textOverflow: 'ellipsis' } }}
            aria-expanded={isOpen}
            aria-label={`${isOpen ? 'Fewer' : 'More'} settings of ${about}`}
            rightSection={isOpen ? <IconChevronUp size={14} aria-hidden /> : <IconChevronDown size={14} aria-hidden />}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? 'Fewer' : `More: ${namesOf(rare)}`}
          </Button>
        </div>
      )}
    </Stack>
  );
}

function namesOf(fields: readonly SchemaField[]): string {
  const names = fields.slice(0, 3).map(({ key }) => fieldLabel(key).toLowerCase());
  return names.join(', ') + (fields.length > names.length ? ` and ${fields.length - names.length} more` : '');
}
