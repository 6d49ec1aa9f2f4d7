import { expect } from 'vitest';
import type { Exchange } from '../../lib/http/exchange.ts';
import { listPackages } from '../../lib/loads/package-folder.ts';
import { readExchangeBody, readExchangeLines } from '../../lib/loads/read-exchanges.ts';
import { loadProject } from '../../lib/project/load-project.ts';
import { projectDestination } from '../../lib/sync/project-destination.ts';
import type { TableContent } from '../../lib/warehouse/destination.ts';
import { runPreviewHere } from './run-preview.ts';
import { syncHere } from './sync-here.ts';
import type { TempProject } from './temp-project.ts';

/** A server that keeps what it was asked. */
export interface CountingServer {
  readonly requests: readonly {
    readonly method: string;
    readonly url: URL | string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }[];
  clearRequests(): void;
}

/** Takes what differs from one time to the next out of a text. */
type Hide = (text: string) => string;

/** How much was compared, so that a test sees that there was something. */
export interface ComparedPrefix {
  /** Exchanges of the preview and of the sync. */
  readonly previewed: number;
  readonly synced: number;
  /** Rows of the preview that were looked for in the tables of the sync. */
  readonly rows: number;
}

/**
 * Previews a source and then syncs it for the first time. The exchanges of the preview are the first ones of the sync,
 * resource by resource and, of a child, parent by parent: the same requests down to the bytes that arrive, with the same responses.
 * The rows that the preview shows are in the tables of the sync, in the same columns and types.
 * @param ofInstant headers that are of the instant of their request, such as a signature: what they hold is not compared.
 */
export async function expectPreviewPrefix(
  project: TempProject,
  server: CountingServer,
  source: string,
  ofInstant: readonly string[] = [],
): Promise<ComparedPrefix> {
  const hide: Hide = (text) =>
    withoutNow(text).replaceAll(/"([\w-]+)"([:,])"[^"]*"/g, (pair, name: string, between: string) =>
      ofInstant.includes(name) ? `"${name}"${between}"now"` : pair,
    );
  server.clearRequests();
  // More records than two pages have, so that pages end it.
  const preview = await runPreviewHere(project, { source, limits: { records: 1_000 } });
  expect(preview.finished.resources.filter(({ error }) => error !== undefined)).toEqual([]);
  const askedByPreview = arrivedAt(server, hide);
  server.clearRequests();
  const { report } = await syncHere(project.root, { source });
  expect(report.resources.filter(({ error }) => error !== undefined)).toEqual([]);
  const askedBySync = new Set(arrivedAt(server, hide));
  expect(askedByPreview.filter((request) => !askedBySync.has(request))).toEqual([]);

  const synced = await recordedBySync(project.root);
  expect(distinct(preview.exchanges)).toEqual(new Set(askedByPreview.map(withoutHeaders)));
  for (const [resource, shown] of Map.groupBy(preview.exchanges, ({ resource }) => resource)) {
    const series = seriesOf(synced.filter((exchange) => exchange.resource === resource));
    seriesOf(shown).forEach((pages, index) => {
      const same = (series[index] ?? []).slice(0, pages.length);
      expect([resource, index, same.map(cutAs(pages, hide))]).toEqual([
        resource,
        index,
        pages.map((page) => plain(page, hide)),
      ]);
    });
  }
  const dataset = `raw_${source}`;
  const signal = new AbortController().signal;
  const tables = await projectDestination(loadProject(project.root), { signal }).readTables(dataset, {
    maxRows: 1_000_000,
  });
  return {
    previewed: preview.exchanges.length,
    synced: synced.length,
    rows: preview.tables.map((table) => countSameRows(table, tables)).reduce((sum, count) => sum + count, 0),
  };
}

/** What arrived, one text a request: the headers of a connection, and instants of now, are left out. */
function arrivedAt({ requests }: CountingServer, hide: Hide): string[] {
  return requests.map(({ method, url, headers, body }) => {
    const { host: _host, connection: _connection, ...others } = headers;
    const sent = Object.entries(others).toSorted(([one], [other]) => (one < other ? -1 : 1));
    return hide(JSON.stringify([method, pathOf(url), body, sent]));
  });
}

function withoutHeaders(request: string): string {
  const [method, url, body] = JSON.parse(request) as readonly [string, string, string];
  return JSON.stringify([method, url, body]);
}

function distinct(exchanges: readonly Exchange[]): ReadonlySet<string> {
  return new Set(
    exchanges.map(({ method, url, requestBody = '' }) =>
      withoutNow(JSON.stringify([method, pathOf(url), requestBody])),
    ),
  );
}

function pathOf(url: URL | string): string {
  const { pathname, search } = new URL(url, 'http://127.0.0.1');
  return pathname + search;
}

/** Of every package of the project, in the order in which requests were sent. */
async function recordedBySync(projectRoot: string): Promise<Exchange[]> {
  const { paths } = loadProject(projectRoot);
  const exchanges: Exchange[] = [];
  for (const { folder } of listPackages(paths.loads)) {
    const lines = await readExchangeLines<Exchange>(folder);
    for (const { body, ...line } of lines.toSorted((one, other) => one.number - other.number)) {
      exchanges.push({ ...line, responseBody: body === null ? undefined : readExchangeBody(folder, body) });
    }
  }
  return exchanges;
}

/** The pages of each list: those of a child begin anew with each record of its parent. */
function seriesOf<Page extends Exchange>(exchanges: readonly Page[]): readonly (readonly Page[])[] {
  const series: Page[][] = [];
  for (const exchange of exchanges) {
    const last = series.at(-1);
    if (last === undefined || exchange.reason?.startsWith('first page') === true) series.push([exchange]);
    else last.push(exchange);
  }
  return series;
}

/** What must be the same: not when it happened, how often it was tried, and what its caller decided to do next. */
function plain(
  { method, url, requestHeaders, requestBody, status, responseBody, reason }: Exchange,
  hide: Hide,
): unknown {
  const text = JSON.stringify([method, url, requestHeaders, requestBody, status, responseBody, reason]);
  return JSON.parse(hide(text)) as unknown;
}

/** A preview shows the beginning of long bodies. */
function cutAs(pages: readonly (Exchange & { readonly isBodyCut: boolean })[], hide: Hide) {
  return (exchange: Exchange, index: number): unknown => {
    const page = pages[index];
    const { responseBody } = exchange;
    const kept = page?.isBodyCut === true ? responseBody?.slice(0, page.responseBody?.length) : responseBody;
    return plain({ ...exchange, responseBody: kept }, hide);
  };
}

function countSameRows(shown: TableContent, tables: readonly TableContent[]): number {
  const table = tables.find(({ name }) => name === shown.name);
  const typesOf = (columns: TableContent['columns']) => new Map(columns.map(({ name, type }) => [name, type]));
  const types = typesOf(table?.columns ?? []);
  expect([shown.name, shown.columns.filter(({ name, type }) => types.get(name) !== type)]).toEqual([shown.name, []]);
  const known = new Set(table === undefined ? [] : rowTexts(table));
  expect([shown.name, rowTexts(shown).filter((row) => !known.has(row))]).toEqual([shown.name, []]);
  return shown.rows.length;
}

/** Rows as texts, without what differs from load to load, and without empty fields: a sync may know more of them. */
function rowTexts({ columns, rows }: TableContent): string[] {
  return rows.map((row) => {
    const fields = columns.flatMap(({ name }, index): [string, unknown][] =>
      row[index] === null || (name.startsWith('_dlt_') && name !== '_dlt_list_idx') ? [] : [[name, row[index]]],
    );
    return withoutNow(JSON.stringify(fields.toSorted(([one], [other]) => (one < other ? -1 : 1))));
  });
}

/** Instants of now differ from run to run; those of the API are of another time. */
function withoutNow(text: string): string {
  return text.replaceAll(/20\d\d-\d\d-\d\dT\d\d(:|%3A)\d\d(:|%3A)[\d.]+(Z|%2B00(:|%3A)00|\+00:00)/g, (instant) =>
    Math.abs(Date.parse(decodeURIComponent(instant)) - Date.now()) < 3_600_000 ? 'now' : instant,
  );
}
