import type { ExchangeTrace, RowTrace, TracedExchange } from '../../lib/index.ts';
import { jsonText } from './json-text.ts';
import type { Painter } from './painter.ts';
import { printable, printableLines } from './printable.ts';
import { formatAmount, formatBytes, formatDuration } from './quantities.ts';
import { renderTable } from './table.ts';
import { valueText } from './value-text.ts';

type Fact = readonly [title: string, value: string];

/** A row and where it came from, for a person. */
export function renderRowTrace(trace: RowTrace, paint: Painter): string {
  const { dataset, table, row, parent, children, load, run, exchange, record, element, missing } = trace;
  const values = Object.entries(row).map(([column, value]): Fact => [column, value === null ? '' : valueText(value)]);
  const relatives: readonly Fact[] = [
    ...(parent === undefined ? [] : [['element of', `${parent.table} ${parent.row_id}`] as const]),
    ...children.map((child): Fact => ['has', `${formatAmount(child.rows, 'row')} in ${child.table}`]),
  ];
  const origin: readonly Fact[] = [
    ...(load === undefined
      ? []
      : [['load', `${load.load_id}${load.inserted_at === undefined ? '' : `, ${load.inserted_at}`}`] as const]),
    ...runFacts(run),
    ...(exchange === undefined ? [] : exchangeFacts(exchange)),
    ...(trace.record_number === undefined
      ? []
      : [['record', `number ${trace.record_number} of those that were loaded from it`] as const]),
  ];
  return [
    `${paint('bold', printable(`${dataset}.${table}`))}\n${factsText([...values, ...relatives], paint)}`,
    `${paint('bold', 'Where it came from')}\n${factsText(origin, paint)}`.trimEnd(),
    ...(element === undefined
      ? []
      : [`${paint('bold', 'The element')}\n${printableLines(jsonText(element)).trimEnd()}`]),
    ...(record === undefined
      ? []
      : [
          `${paint('bold', element === undefined ? 'The record' : 'In the record')}\n${printableLines(jsonText(record)).trimEnd()}`,
        ]),
    ...(missing === undefined ? [] : [printable(missing)]),
  ].join('\n\n');
}

/** A request and the rows that came in it. */
export function renderExchangeTrace({ load_id: loadId, run, exchange, tables }: ExchangeTrace, paint: Painter): string {
  const facts: readonly Fact[] = [['load', loadId], ...runFacts(run), ...exchangeFacts(exchange)];
  const why = exchange.kept ? [] : [printable(exchange.why)];
  const titles = [{ title: 'table' }, { title: 'rows', align: 'right' as const }, { title: 'first ids' }];
  const rows = tables.map(({ dataset, table, rows: count, row_ids: ids }) => [
    printable(`${dataset}.${table}`),
    String(count),
    printable(ids.slice(0, 3).join(', ')),
  ]);
  const found = rows.length === 0 ? 'No table has a row of it now.' : renderTable(titles, rows, { paint });
  return [factsText(facts, paint), ...why, found].join('\n\n');
}

function runFacts(run: RowTrace['run']): readonly Fact[] {
  if (run === undefined) return [];
  const { run_id: id, source, status } = run;
  return [
    ['run', [id, ...(source === undefined ? [] : [source]), ...(status === undefined ? [] : [status])].join(', ')],
  ];
}

function exchangeFacts(exchange: TracedExchange): readonly Fact[] {
  if (!exchange.kept) return [['request', `exchange ${exchange.number}`]];
  const { number, resource, method, url, status, response_bytes: bytes, started_at: startedAt } = exchange;
  const attempts = exchange.attempts === 1 ? '' : `, ${exchange.attempts} attempts`;
  return [
    ['request', `exchange ${number}${resource === undefined ? '' : ` of ${resource}`}: ${method} ${url}`],
    ...(exchange.redirected_to === undefined ? [] : [['led to', exchange.redirected_to] as const]),
    [
      'response',
      `status ${status}, ${formatBytes(bytes)} in ${formatDuration(exchange.duration_ms)}, ${startedAt}${attempts}`,
    ],
    ...exchange.retries.map(({ cause, wait_ms: waitMs }): Fact => [
      'tried',
      `${cause}; waited ${formatDuration(waitMs)}`,
    ]),
    ...(exchange.reason === undefined ? [] : [['sent for', exchange.reason] as const]),
    ...(exchange.decision === undefined ? [] : [['then', exchange.decision] as const]),
    ...(exchange.error === undefined ? [] : [['error', exchange.error] as const]),
  ];
}

function factsText(facts: readonly Fact[], paint: Painter): string {
  const width = Math.max(0, ...facts.map(([title]) => title.length));
  return facts
    .map(([title, value]) => `  ${paint('dim', printable(title).padEnd(width))}  ${printable(value)}`.trimEnd())
    .join('\n');
}
