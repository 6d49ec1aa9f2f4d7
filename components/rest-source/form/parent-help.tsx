import { Autocomplete, Button, Group, NativeSelect } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useState } from 'react';

import { getYamlValue } from '#lib/spec/get-yaml-value.ts';
import type { KeyPath } from '#lib/spec/key-path.ts';
import { setYamlValue } from '#lib/spec/set-yaml-value.ts';
import { useSourceForm } from './source-form-context.ts';
import classes from './form.module.css';

interface ParentHelpProps {
  readonly endpoint: KeyPath;
  /** Names of the other tables. */
  readonly others: readonly string[];
  /** The fields that records of a table have had. */
  readonly fieldsOf: (table: string) => readonly string[];
}

/** Builds `{resources.berries.name}` at the end of a path: one request for each row of another table. */
export function ParentHelp({ endpoint, others, fieldsOf }: ParentHelpProps) {
  const { text, edit } = useSourceForm();
  const names = others.filter((name) => name !== '');
  const [chosen, setChosen] = useState('');
  const [field, setField] = useState('');
  const [fault, setFault] = useState<string>();
  const [isOpen, setOpen] = useState(false);
  const table = names.includes(chosen) ? chosen : (names[0] ?? '');
  if (table === '') return null;
  const insert = (): void => {
    if (field === '') return setFault('Name the field first, such as id.');
    const before = getYamlValue(text, endpoint);
    const path = typeof before === 'string' ? before : '';
    const problem = edit((whole) => setYamlValue(whole, endpoint, `${path}{resources.${table}.${field}}`), {
      path: endpoint,
    });
    setFault(problem);
    if (problem === undefined) setField('');
  };
  if (!isOpen) {
    return (
      <div>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconBraces size={14} aria-hidden />}
          onClick={() => setOpen(true)}
        >
          Insert a value from another table
        </Button>
      </div>
    );
  }
  return (
    <fieldset className={classes.group ?? ''}>
      <legend>Insert a value from another table</legend>
      <Group gap="xs" align="flex-end">
        <NativeSelect
          label="Table"
          data={names}
          value={table}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        />
        <Autocomplete
          label="Field"
          placeholder="id"
          value={field}
          error={fault}
          data={[...fieldsOf(table)]}
          data-undo="own"
          onChange={setField}
        />
        <Button variant="default" onClick={insert}>
          Insert into the path
        </Button>
      </Group>
    </fieldset>
  );
}
