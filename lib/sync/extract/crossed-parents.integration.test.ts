import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startServer, type ServerHandler } from '../../../test/support/start-server.ts';
import { openPackageFolder, PackageWriter } from '../../loads/package-writer.ts';
import { compileRestSource } from '../../rest/compile-rest-source.ts';
import { toRestSource } from '../../spec/to-rest-source.ts';
import { validateSources } from '../../spec/validate-sources.ts';
import { extractSource } from './extract-source.ts';
import type { ExtractOptions } from './extracted-resource.ts';

/** Reads a REST source on a server of its own, from YAML to the load package. */
async function read(resources: string, handler: ServerHandler, options: Partial<ExtractOptions> = {}) {
  await using server = await startServer(handler);
  const text = `sources: [{ name: shop, type: rest_api, rest_api: { base_url: "${server.url}", resources: [${resources}] } }]`;
  const { entries, issues } = validateSources(text, 'sources.yml');
  const spec = entries[0]?.spec;
  if (issues.length > 0 || spec?.type !== 'rest_api') throw new Error(issues.map(({ message }) => message).join('\n'));
  const root = mkdtempSync(join(tmpdir(), 'dango-extract-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, 'package');
  openPackageFolder(folder, { run_id: 'test', source: 'shop' });
  const writer = new PackageWriter(folder);
  const warnings: string[] = [];
  const reasons: string[] = [];
  const extracted = await extractSource(
    compileRestSource({ ...toRestSource(spec), name: 'shop' }),
    { cursors: {}, isFullRefresh: false, ...options },
    {
      writer,
      onEvent: (event) => void (event.type === 'warning' && warnings.push(event.message)),
      onExchange: ({ reason }) => void reasons.push(reason ?? ''),
      signal: new AbortController().signal,
      mask: (words) => words,
      explain: (error) => error,
    },
  );
  await writer.close();
  const of = (name: string) => extracted.find((one) => one.name === name);
  const rowsOf = (name: string): readonly Record<string, unknown>[] => {
    const [file = ''] = of(name)?.contents?.files ?? [];
    if (file === '') return [];
    const lines = readFileSync(join(folder, file), 'utf8').trim().split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>);
  };
  return { of, rowsOf, warnings, reasons, paths: server.requests.map(({ url }) => `${url.pathname}${url.search}`) };
}

const regions = [1, 2, 3].map((id) => ({ id, name: `r${id}`, note: 'x'.repeat(100) }));
const years = [2023, 2024].map((year) => ({ year, note: 'y' }));

/** Regions, years, and sales of one region in one year; whatever comes first is answered last. */
const answer: ServerHandler = async ({ path, query }) => {
  if (path === '/regions') return { json: regions };
  if (path === '/years') return { json: years };
  if (path === '/missing') return { status: 404, json: {} };
  if (path === '/sales/2/2023') return { status: 404, json: {} };
  return { json: [{ of: path, day: query['day'] ?? null }] };
};

const sales = 'name: sales, endpoint: "/sales/{resources.regions.id}/{resources.years.year}", data_selector: $';

test.each([
  'body: "region={resources.regions.id};year={resources.years.year}"',
  'form: { region: "{resources.regions.id}", year: "{resources.years.year}" }',
])('the fields that a body is filled with are kept too: %s', async (body) => {
  const { of, warnings } = await read(
    `{ name: regions }, { name: years }, { name: sales, method: POST, ${body}, on_child_error: skip }`,
    answer,
  );
  expect(warnings).toEqual([]);
  expect(of('sales')).toMatchObject({ status: 'succeeded', rows: 6 });
});

describe('a resource that names unrelated parents', () => {
  test('is read once for each combination, in the order of the file, with the fields of both and the reason', async () => {
    const { rowsOf, reasons, of } = await read(
      `{ name: regions }, { ${sales}, include_from_parent: [regions.name, years.year], on_child_error: skip }, { name: years }`,
      answer,
    );
    expect(
      rowsOf('sales').map(({ of: path, _regions_name, _years_year }) => [path, _regions_name, _years_year]),
    ).toEqual([
      ['/sales/1/2023', 'r1', 2023],
      ['/sales/1/2024', 'r1', 2024],
      ['/sales/2/2024', 'r2', 2024],
      ['/sales/3/2023', 'r3', 2023],
      ['/sales/3/2024', 'r3', 2024],
    ]);
    expect(reasons).toContain('first page for regions.id = 1, years.year = 2024');
    expect([of('regions')?.rows, of('years')?.rows]).toEqual([3, 2]);
  });

  test('may have lists of values besides, and children of its own that name all of them', async () => {
    const { rowsOf, warnings } = await read(
      `{ name: years }, { name: regions },
       { ${sales}, params: { day: "{for_each.day}" }, for_each: { day: [mo, tu] }, on_child_error: skip },
       { name: lines, endpoint: "/lines/{resources.regions.id}/{resources.years.year}/{resources.sales.day}", data_selector: $ }`,
      answer,
    );
    const paths = rowsOf('sales').map(({ of: path, day }) => `${String(path)}/${String(day)}`);
    expect(paths).toHaveLength(10);
    // Years stand first in the file, so they change slowest.
    expect(paths.slice(0, 3)).toEqual(['/sales/1/2023/mo', '/sales/1/2023/tu', '/sales/3/2023/mo']);
    expect(rowsOf('lines').map(({ of: path }) => path)).toEqual(paths.map((path) => path.replace('/sales', '/lines')));
    expect(warnings).toEqual([
      expect.stringContaining('sales was left out for 2 of 12 combinations of years and regions. The first one:'),
    ]);
  });

  test('selected alone it reads its parents, and loads none of them', async () => {
    const { of, rowsOf } = await read(
      `{ name: regions }, { name: years }, { ${sales}, on_child_error: skip }`,
      answer,
      {
        selected: ['sales'],
      },
    );
    expect(rowsOf('sales')).toHaveLength(5);
    expect([of('regions')?.status, of('years')?.status]).toEqual(['skipped', 'skipped']);
  });

  test('a limit of parents holds for each of them', async () => {
    const { paths, of } = await read(`{ name: regions }, { name: years }, { ${sales} }`, answer, { parentLimit: 1 });
    expect(paths.filter((path) => path.startsWith('/sales'))).toEqual(['/sales/1/2023']);
    expect(of('sales')).toMatchObject({ rows: 1, stoppedBy: 'parents' });
  });

  test.each([
    ['{ name: regions }, { name: years, endpoint: /missing }', 'years'],
    ['{ name: regions, endpoint: /missing }, { name: years }', 'regions'],
  ])('fails with any of them and sends nothing: %s', async (parents, failed) => {
    const { of, paths } = await read(`${parents}, { ${sales} }, { name: others, endpoint: /regions }`, answer);
    expect(of('sales')).toMatchObject({
      status: 'failed',
      error: { code: 'parent-failed', message: `sales is incomplete, because its parent ${failed} failed.` },
    });
    expect(paths.filter((path) => path.startsWith('/sales'))).toEqual([]);
    expect(of('others')?.status).toBe('succeeded');
  });

  test('two that combine the same parents the other way round wait for nobody', async () => {
    const { rowsOf } = await read(
      `{ name: a, endpoint: /regions }, { name: b, endpoint: /years }, { name: c, endpoint: /years },
       { name: one, endpoint: "/x/{resources.b.year}/{resources.a.id}", data_selector: $ },
       { name: two, endpoint: "/x/{resources.a.id}/{resources.b.year}/{resources.c.year}", data_selector: $ },
       { name: three, endpoint: "/x/{resources.c.year}/{resources.b.year}", data_selector: $ }`,
      answer,
    );
    expect(['one', 'two', 'three'].map((name) => rowsOf(name).length)).toEqual([6, 12, 4]);
    expect(
      rowsOf('two')
        .slice(0, 3)
        .map(({ of: path }) => path),
    ).toEqual(['/x/1/2023/2023', '/x/1/2023/2024', '/x/1/2024/2023']);
  });

  test('a field that a held record lacks is told with those that it has', async () => {
    const { of } = await read(
      `{ name: regions }, { name: years }, { name: sales, endpoint: "/s/{resources.regions.id}/{resources.years.gone}" }`,
      answer,
    );
    expect(of('sales')?.error?.message).toContain('but one of them has year, note');
  });
});
