import { ActionIcon, Button, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconCopy, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';

import { getYamlValue } from '#lib/spec/get-yaml-value.ts';
import type { KeyPath } from '#lib/spec/key-path.ts';
import { moveYamlItem } from '#lib/spec/move-yaml-item.ts';
import { removeYamlValue } from '#lib/spec/remove-yaml-value.ts';
import { useSourceForm } from './source-form-context.ts';
import { TableForm } from './table-form.tsx';
import { addTable, listTables, type TableEntry } from './table-list.ts';
import { YamlField } from './yaml-field.tsx';
import classes from './form.module.css';

interface TablesFieldProps {
  readonly path: KeyPath;
  readonly open: number | undefined;
  readonly onOpen: (index: number | undefined) => void;
}

/** The tables of a source; one of them is open. */
export function TablesField({ path, open, onOpen }: TablesFieldProps) {
  const { text, edit } = useSourceForm();
  const [fault, setFault] = useState<string>();
  const value = getYamlValue(text, path);
  if (value !== undefined && value !== null && !Array.isArray(value)) return <YamlField label="Tables" path={path} />;
  const tables = listTables(text, path);
  const apply = (change: (before: string) => string, opened: number | undefined): void => {
    const problem = edit(change, { path: opened === undefined ? path : [...path, opened] });
    setFault(problem);
    if (problem === undefined) onOpen(opened);
  };
  const last = tables.length - 1;
  return (
    <Stack gap="xs">
      {tables.map((table, index) => (
        <div key={index} className={`${classes.table ?? ''} ${open === index ? (classes.open ?? '') : ''}`}>
          <div className={classes.head ?? ''}>
            <TableTitle
              table={table}
              isOpen={open === index}
              onClick={() => onOpen(open === index ? undefined : index)}
            />
            <Group gap={2} wrap="nowrap">
              <TableButton
                label={`Move ${table.name} up`}
                icon={IconArrowUp}
                isOff={index === 0}
                onClick={() => apply((before) => moveYamlItem(before, path, index, index - 1), index - 1)}
              />
              <TableButton
                label={`Move ${table.name} down`}
                icon={IconArrowDown}
                isOff={index === last}
                onClick={() => apply((before) => moveYamlItem(before, path, index, index + 1), index + 1)}
              />
              <TableButton
                label={`Duplicate ${table.name}`}
                icon={IconCopy}
                onClick={() => apply((before) => addTable(before, path, index + 1, table.value), index + 1)}
              />
              <TableButton
                label={`Remove ${table.name}`}
                icon={IconTrash}
                isOff={last === 0}
                onClick={() => apply((before) => removeYamlValue(before, [...path, index]), undefined)}
              />
            </Group>
          </div>
          {open === index ? (
            <div className={classes.details ?? ''}>
              <TableForm path={[...path, index]} tables={tables} />
            </div>
          ) : null}
        </div>
      ))}
      {fault === undefined ? null : (
        <Text size="sm" c="red" role="alert">
          {fault}
        </Text>
      )}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => apply((before) => addTable(before, path, tables.length, { name: 'new_table' }), tables.length)}
        >
          Add a table
        </Button>
      </div>
    </Stack>
  );
}

interface TableTitleProps {
  readonly table: TableEntry;
  readonly isOpen: boolean;
  readonly onClick: () => void;
}

function TableTitle({ table: { name, endpoint }, isOpen, onClick }: TableTitleProps) {
  return (
    <UnstyledButton
      className={classes.choose ?? ''}
      aria-expanded={isOpen}
      aria-label={`Settings of ${name === '' ? 'a table without a name' : name}`}
      onClick={onClick}
    >
      <Text size="sm" fw={600} component="span" truncate>
        {name === '' ? 'No name' : name}
      </Text>
      <Text size="xs" c="dimmed" component="span" truncate ff="monospace">
        {endpoint}
      </Text>
    </UnstyledButton>
  );
}

interface TableButtonProps {
  readonly label: string;
  readonly icon: typeof IconCopy;
  readonly isOff?: boolean;
  readonly onClick: () => void;
}

function TableButton({ label, icon: Icon, isOff = false, onClick }: TableButtonProps) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} title={label} disabled={isOff} onClick={onClick}>
      <Icon size={16} aria-hidden />
    </ActionIcon>
  );
}
