'use client';

import { Alert, Badge, Group, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import type { TestColumn, TestSchema, TestTable } from '#lib/index.ts';
import { isWarehouseBusy, WarehouseBusy } from '../../data/warehouse-busy.tsx';
import { ErrorNotice } from '../../feedback/error-notice.tsx';
import { errorRecordOf } from '../../feedback/error-record-of.ts';
import { fetchJson } from '../../server-data/fetch-json.ts';
import { WideTable } from '../../values/wide-table.tsx';

interface TestSchemaViewProps {
  /** Under which its tables can be asked for. */
  readonly test: string | undefined;
  readonly isRunning: boolean;
}

/** How often it is asked whether the warehouse is free. */
const retryMs = 1_500;

/** The tables and columns that a sync would fill, and what it would change for that in the warehouse. */
export function TestSchemaView({ test, isRunning }: TestSchemaViewProps) {
  const schema = useQuery({
    queryKey: ['test-schema', test],
    queryFn: ({ signal }) => fetchJson<TestSchema>(`/api/preview/schema?test=${test ?? ''}`, { signal }),
    enabled: test !== undefined,
    // A sync in between changes it.
    refetchOnMount: 'always',
    refetchInterval: ({ state }) =>
      state.error !== null && isWarehouseBusy(errorRecordOf(state.error)) ? retryMs : false,
  });
  if (test === undefined) {
    return (
      <Text size="sm" c="dimmed">
        {isRunning ? 'The schema comes when all pages are read.' : 'No tables: nothing was read.'}
      </Text>
    );
  }
  if (schema.error !== null) {
    const failure = errorRecordOf(schema.error);
    if (isWarehouseBusy(failure)) return <WarehouseBusy error={failure} />;
    return <ErrorNotice error={failure} title="What a sync would change is not known" />;
  }
  if (schema.data === undefined) return <Skeleton h={200} aria-label="The schema is compared with the warehouse" />;
  return <Compared schema={schema.data} />;
}

function Compared({ schema: { dataset, tables, changes, refused } }: { readonly schema: TestSchema }) {
  return (
    <Stack gap="sm">
      <Text size="sm" component="output">
        {refused.length > 0 ? '' : summaryOf(changes, dataset)}
      </Text>
      {refused.map(({ resource, error }) => (
        <ErrorNotice key={resource} error={error} title={`A sync would not load ${resource}`} />
      ))}
      {changes
        .filter(({ contract }) => contract !== undefined)
        .map(({ table, column, contract }, place) => (
          <Alert key={place} color="orange" title={`The contract keeps ${column ?? 'rows'} out of ${table}`}>
            {contract?.values === undefined ? `${contract?.rows ?? 0} rows` : `${contract.values} values`} of this test
            ({contract?.mode}).
          </Alert>
        ))}
      {tables.map((table) => (
        <TableView key={table.name} table={table} />
      ))}
    </Stack>
  );
}

function summaryOf(changes: TestSchema['changes'], dataset: string): string {
  if (changes.length === 0) return `Nothing would change in ${dataset}: all tables and columns are there.`;
  const count = (change: string): number => changes.filter((one) => one.change === change).length;
  const parts = [
    words(count('create table'), 'new table', 'new tables'),
    words(count('add column'), 'new column', 'new columns'),
    words(count('widen column'), 'column becomes wider', 'columns become wider'),
    words(count('contract'), 'thing is kept out by a contract', 'things are kept out by contracts'),
  ];
  return `A sync would change ${dataset}: ${parts.filter((part) => part !== '').join(', ')}.`;
}

function words(count: number, one: string, many: string): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
}

const dispositionWords: Readonly<Record<TestTable['disposition'], string>> = {
  append: 'rows are added',
  replace: 'rows are replaced',
  merge: 'rows are merged',
  discard: 'kept out by the contract',
};

function TableView({ table: { name, parent, isNew, disposition, columns } }: { readonly table: TestTable }) {
  return (
    <section aria-label={`Schema of ${name}`}>
      <Group gap={8}>
        <Title order={3} size="sm">
          {name}
        </Title>
        {isNew ? <Mark color="matcha">new table</Mark> : null}
        <Text size="xs" c="dimmed">
          {parent === undefined ? dispositionWords[disposition] : `below ${parent}`}
        </Text>
      </Group>
      <WideTable label={`Columns of ${name}`} minWidth={420}>
        <Table verticalSpacing={3} fz="sm" aria-label={`Columns of ${name}`}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Column</Table.Th>
              <Table.Th>Type</Table.Th>
              <Table.Th>In the warehouse</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {columns.map((column) => (
              <Table.Tr key={column.name}>
                <Table.Th scope="row" fw={500}>
                  {column.name}{' '}
                  <Text span size="xs" c="dimmed">
                    {column.hints.join(', ')}
                  </Text>
                </Table.Th>
                <Table.Td>{column.type}</Table.Td>
                <Table.Td>{isNew ? null : <ColumnChange column={column} />}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </section>
  );
}

function ColumnChange({ column: { change, previousType } }: { readonly column: TestColumn }) {
  if (change === undefined) {
    return (
      <Text span size="xs" c="dimmed">
        as it is
      </Text>
    );
  }
  switch (change) {
    case 'new':
      return <Mark color="matcha">new column</Mark>;
    case 'variant':
      return <Mark color="orange">new, for values of another type</Mark>;
    case 'widened':
      return <Mark color="orange">{`becomes wider, was ${previousType}`}</Mark>;
    case 'kept out':
      return <Mark color="red">kept out by the contract</Mark>;
  }
}

function Mark({ color, children }: { readonly color: string; readonly children: string }) {
  return (
    <Badge size="sm" variant="outline" color={color} tt="none" style={{ color: 'inherit' }}>
      {children}
    </Badge>
  );
}
