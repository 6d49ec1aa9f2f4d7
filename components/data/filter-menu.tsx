'use client';

import { Button, Popover, Select, Stack, TextInput } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useState } from 'react';

import type { DataColumn, FilterOperator, RowCondition } from '#lib/index.ts';
import { filterWords, needsValue } from './filter-words.ts';

const operators = Object.entries(filterWords).map(([value, label]) => ({ value, label }));

/** Adds a condition that rows must meet. */
export function FilterMenu(props: {
  readonly columns: readonly DataColumn[];
  readonly onAdd: (condition: RowCondition) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const [column, setColumn] = useState<string | null>(null);
  const [operator, setOperator] = useState<FilterOperator>('contains');
  const [value, setValue] = useState('');
  const add = (): void => {
    if (column === null) return;
    props.onAdd(needsValue(operator) ? { column, operator, value } : { column, operator });
    setOpen(false);
    setValue('');
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus returnFocus withArrow position="bottom-start" width={280}>
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconFilter size={14} aria-hidden />}
          onClick={() => setOpen(!isOpen)}
        >
          Filter
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="New filter">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            add();
          }}
        >
          <Stack gap="xs">
            <Select
              label="Column"
              data={props.columns.map(({ name }) => name)}
              value={column}
              onChange={setColumn}
              searchable
              comboboxProps={{ withinPortal: false }}
            />
            <Select
              label="Comparison"
              data={operators}
              value={operator}
              allowDeselect={false}
              onChange={(chosen) => setOperator(chosen as FilterOperator)}
              comboboxProps={{ withinPortal: false }}
            />
            {needsValue(operator) ? (
              <TextInput label="Value" value={value} onChange={(event) => setValue(event.currentTarget.value)} />
            ) : null}
            <Button type="submit" size="xs" disabled={column === null}>
              Add filter
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
