'use client';

import { Anchor, Badge, Code, CloseButton, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';

import type { DataColumn, ExchangeAnswer, RowDetail } from '#lib/index.ts';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import { Waiting } from '../feedback/waiting.tsx';
import { fetchJson } from '../server-data/fetch-json.ts';
import { countWords } from '../sources/count-words.ts';
import { JsonTree } from '../values/json-tree.tsx';
import { cellText, isNested } from './cell-text.ts';
import { CellView } from './cell-view.tsx';
import classes from './row-panel.module.css';
import { tableHref } from './table-href.ts';

export interface RowPanelProps {
  readonly dataset: string;
  readonly table: string;
  readonly rowId?: string | undefined;
  readonly dltId?: string | undefined;
  readonly onClose: () => void;
}

/** One row, whole: its values, its child rows, the load that brought it, and the request that it came from. */
export function RowPanel({ dataset, table, rowId, dltId, onClose }: RowPanelProps) {
  const address = new URLSearchParams({
    dataset,
    table,
    ...(dltId === undefined ? {} : { dltId }),
    ...(dltId !== undefined || rowId === undefined ? {} : { rowId }),
  });
  const detail = useQuery({
    queryKey: ['row', dataset, table, rowId, dltId],
    queryFn: ({ signal }) => fetchJson<RowDetail>(`/api/row?${address}`, { signal }),
  });
  return (
    <aside className={classes.root ?? ''} aria-label="Row">
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h5">
          Row of {table}
        </Title>
        <CloseButton aria-label="Close the row" onClick={onClose} />
      </Group>
      {detail.isError ? <ErrorNotice error={detail.error} /> : null}
      {detail.isPending ? <Waiting label="The row is loading" height={28} count={5} /> : null}
      {detail.data === undefined ? null : <Detail dataset={dataset} detail={detail.data} />}
    </aside>
  );
}

function Detail({ dataset, detail }: { readonly dataset: string; readonly detail: RowDetail }) {
  const { columns, values, children, parent, load, origin } = detail;
  const id = values[columns.findIndex(({ name }) => name === '_dlt_id')];
  return (
    <Stack gap="lg">
      <dl className={classes.fields ?? ''}>
        {columns.map((column, position) => (
          <Field key={column.name} column={column} value={values[position]} />
        ))}
      </dl>
      {parent === undefined ? null : (
        <Text size="sm">
          An element of a row of{' '}
          <Anchor
            component={Link}
            size="sm"
            underline="always"
            href={tableHref(dataset, parent.table, [{ column: '_dlt_id', operator: 'equals', value: parent.dltId }])}
          >
            {parent.table}
          </Anchor>
        </Text>
      )}
      {children.map((child) => (
        <section key={child.table}>
          <Group gap="xs" mb={4}>
            <Title order={3} size="h6">
              <Anchor
                component={Link}
                underline="always"
                href={tableHref(
                  dataset,
                  child.table,
                  typeof id === 'string' ? [{ column: '_dlt_parent_id', operator: 'equals', value: id }] : [],
                )}
              >
                {child.table}
              </Anchor>
            </Title>
            <Badge variant="light" color="gray" tt="none">
              {countWords(child.rows, 'row')}
            </Badge>
          </Group>
          <ChildTable columns={child.columns} rows={child.firstRows} />
        </section>
      ))}
      {load === undefined ? null : (
        <Text size="sm">
          Came with load <Code>{load.loadId}</Code>
          {load.insertedAt === undefined ? '' : ` at ${load.insertedAt} UTC`}
        </Text>
      )}
      {origin === undefined ? null : (
        <Origin loadId={origin.loadId} exchange={origin.exchange} position={origin.position} />
      )}
    </Stack>
  );
}

function Field({
  column,
  value,
}: {
  readonly column: DataColumn;
  readonly value: RowDetail['values'][number] | undefined;
}) {
  const isTree = isNested(column.type) && typeof value === 'string';
  return (
    <>
      <dt>
        {column.name} <span>{column.type}</span>
      </dt>
      <dd>{isTree ? <JsonTree text={cellText(value)} /> : <CellView value={value} />}</dd>
    </>
  );
}

function ChildTable({
  columns,
  rows,
}: {
  readonly columns: readonly DataColumn[];
  readonly rows: RowDetail['children'][number]['firstRows'];
}) {
  const shown = columns.flatMap(({ name }, at) => (name.startsWith('_dlt_') ? [] : [{ name, at }]));
  return (
    <section className={classes.scroll ?? ''} tabIndex={0} aria-label="Child rows">
      <table className={classes.table ?? ''}>
        <thead>
          <tr>
            {shown.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, position) => (
            <tr key={position}>
              {shown.map(({ name, at }) => (
                <td key={name}>
                  <CellView value={row[at]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Origin({
  loadId,
  exchange,
  position,
}: {
  readonly loadId: string;
  readonly exchange: number;
  readonly position: number;
}) {
  const answer = useQuery({
    queryKey: ['exchange', loadId, exchange],
    queryFn: ({ signal }) => fetchJson<ExchangeAnswer>(`/api/exchanges/${loadId}/${exchange}`, { signal }),
  });
  return (
    <section>
      <Title order={3} size="h6" mb={4}>
        The request that it came from
      </Title>
      {answer.isError ? <ErrorNotice error={answer.error} /> : null}
      {answer.data?.kind === 'pruned' ? <Text size="sm">{answer.data.reason}</Text> : null}
      {answer.data?.kind === 'kept' ? (
        <Stack gap={6}>
          <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {answer.data.exchange.method} {answer.data.exchange.url}
          </Code>
          <Text size="sm">
            Status {answer.data.exchange.status}, record {position + 1} of the response
            {answer.data.exchange.reason === undefined ? '' : `; sent because: ${answer.data.exchange.reason}`}
          </Text>
          <details>
            <summary>The response, with secrets masked</summary>
            <JsonTree text={answer.data.exchange.responseBody ?? ''} />
          </details>
        </Stack>
      ) : null}
    </section>
  );
}
