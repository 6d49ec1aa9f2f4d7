import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { credentials } from '../../../sample/api/access/credentials.ts';
import { startSampleApi } from '../../../sample/api/start-sample-api.ts';
import { pokeapiResources, startPokeapiServer } from '../../../test/support/pokeapi-server.ts';
import { pokeapiSourcesYml } from '../../../test/support/pokeapi-sources-yml.ts';
import { runPreviewHere, type PreviewRun } from '../../../test/support/run-preview.ts';
import { startServer, type ServerAnswer } from '../../../test/support/start-server.ts';
import { createTempProject } from '../../../test/support/temp-project.ts';
import { setYamlValue } from '../../spec/set-yaml-value.ts';
import { validateSources } from '../../spec/validate-sources.ts';
import type { Finding } from './finding.ts';

const list = (count: number, make = (id: number): object => ({ id })): object[] =>
  Array.from({ length: count }, (_, index) => make(index + 1));

const sourcesYml = (url: string, items: string): string => `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${url}
      resources:
        - name: items
          endpoint: /items
${items}`;

interface Tried {
  readonly run: PreviewRun;
  readonly findings: readonly Finding[];
  /** The same API, evaluated once more with the text that a fix makes. */
  readonly afterFix: (finding: Finding | undefined) => Promise<readonly Finding[]>;
}

/** What a test of a resource finds. */
async function tryOut(
  items: string,
  answer: (query: Readonly<Record<string, string>>) => ServerAnswer,
): Promise<Tried> {
  await using server = await startServer(({ query }) => answer(query));
  const text = sourcesYml(server.url, items);
  const project = await createTempProject({ sourcesYml: text });
  const request = { source: 'shop', limits: { pages: 10, records: 5000 } };
  const run = await runPreviewHere(project, { ...request, keepsRecording: true });
  const findingsOf = async (sourcesText: string): Promise<readonly Finding[]> => {
    const again = { ...request, sourcesText, fromRecording: run.finished.recording ?? '' };
    return (await runPreviewHere(project, again)).finished.findings ?? [];
  };
  return {
    run,
    findings: run.finished.findings ?? [],
    afterFix: async (finding) => {
      if (finding?.fix === undefined) throw new Error('There is no fix.');
      const fixed = setYamlValue(text, ['sources', 0, ...finding.fix.path], finding.fix.value);
      expect(validateSources(fixed, 'sources.yml').issues).toEqual([]);
      return await findingsOf(fixed);
    },
  };
}

const kinds = (findings: readonly Finding[]): string[] => findings.map(({ kind }) => kind);

describe('pages', () => {
  test('a full page of a list that names no other one', async () => {
    const { findings } = await tryOut('          primary_key: id\n          pagination: single_page\n', () => ({
      json: list(100),
    }));
    expect(findings).toMatchObject([
      {
        kind: 'round-row-count',
        severity: 'warning',
        evidence: { resource: 'items', exchange: 1, count: 100 },
        fix: { path: ['rest_api', 'resources', 0, 'pagination'], value: 'auto' },
      },
    ]);
  });

  test.each([
    ['99 records', { json: list(99) }],
    ['a place for the next page that is empty', { json: { data: list(100), next: null } }],
    ['a total that is reached', { json: { data: list(100), meta: { total: 100, total_pages: 1 } } }],
    ['links without a next one', { json: list(100), headers: { link: '</items?page=1>; rel="last"' } }],
    ['room on the page', { json: { data: list(100), limit: 200 } }],
  ])('%s are no sign of more', async (_title, answer) => {
    expect((await tryOut('          primary_key: id\n', () => answer)).findings).toEqual([]);
  });

  test('a page parameter that the API ignores', async () => {
    const { findings, run } = await tryOut(
      '          primary_key: id\n          pagination: { type: page_number, limit: 10 }\n',
      () => ({ json: list(10) }),
    );
    expect(run.finished.status).toBe('failed');
    expect(findings).toMatchObject([
      { kind: 'page-repeated', severity: 'warning', evidence: { exchange: 2, count: 10 } },
    ]);
  });

  test('a next link that leads to the same page', async () => {
    const { findings } = await tryOut(
      '          primary_key: id\n          pagination: { type: json_link, next_url_path: next }\n',
      () => ({ json: { data: list(3), next: '/items?page=2' } }),
    );
    expect(kinds(findings)).toEqual(['page-repeated', 'cursor-stuck']);
  });

  test('a total that is not reached, and one that is too small', async () => {
    const single = '          primary_key: id\n          pagination: single_page\n';
    const few = await tryOut(single, () => ({ json: { data: list(7), meta: { total: 12 } } }));
    expect(few.findings).toMatchObject([
      {
        kind: 'total-differs',
        message: expect.stringContaining('7 records, but the response says meta.total = 12.') as string,
      },
    ]);
    const many = await tryOut(single, () => ({ json: { data: list(7), meta: { total: 5 } } }));
    expect(many.findings).toMatchObject([
      { kind: 'total-differs', message: expect.stringContaining('may have come twice') as string },
    ]);
    const paged = await tryOut(
      '          primary_key: id\n          pagination: { type: offset, limit: 5, total_path: total }\n',
      ({ offset }) => ({ json: { data: list(12).slice(Number(offset), Number(offset) + 5), total: 12 } }),
    );
    expect(paged.findings).toEqual([]);
    expect(paged.run.rowsOf('items')).toHaveLength(12);
  });
});

describe('records', () => {
  test('a path that stops at the object around the list', async () => {
    const { findings, afterFix } = await tryOut('          primary_key: id\n          data_selector: data\n', () => ({
      json: { data: { id: 1, items: list(4), more: { page: 1 } } },
    }));
    expect(findings).toMatchObject([
      {
        kind: 'records-path-object',
        severity: 'warning',
        evidence: { field: 'data.items', count: 4 },
        fix: { path: ['rest_api', 'resources', 0, 'data_selector'], value: 'data.items' },
      },
    ]);
    expect(await afterFix(findings[0])).toEqual([]);
  });

  test('fields without any value', async () => {
    const make = (id: number): object => ({ id, note: null, size: id === 3 ? 1 : null });
    const { findings, afterFix } = await tryOut('          primary_key: id\n', () => ({ json: list(6, make) }));
    expect(findings).toMatchObject([
      { kind: 'field-always-null', severity: 'info', evidence: { field: 'note', count: 6 } },
    ]);
    expect(await afterFix(findings[0])).toEqual([]);
    expect((await tryOut('          primary_key: id\n', () => ({ json: list(4, make) }))).findings).toEqual([]);
  });
});

describe('keys', () => {
  test('a unique id that nobody named', async () => {
    const { findings, afterFix } = await tryOut('', () => ({ json: list(3) }));
    expect(findings).toMatchObject([
      {
        kind: 'key-possible',
        severity: 'info',
        fix: { path: ['rest_api', 'resources', 0, 'primary_key'], value: 'id' },
      },
    ]);
    expect(await afterFix(findings[0])).toEqual([]);
    expect((await tryOut('', () => ({ json: [{ id: 1 }, { id: 1 }] }))).findings).toEqual([]);
    expect((await tryOut('', () => ({ json: [{ id: 1 }, { id: null }] }))).findings).toEqual([]);
    expect((await tryOut('', () => ({ json: [{ id: 1 }] }))).findings).toEqual([]);
  });

  test('one that several records have', async () => {
    const json = list(6, (id) => ({ id, group: id % 2 === 0 ? 'a' : 'b' }));
    const { findings } = await tryOut('          primary_key: group\n', () => ({ json }));
    expect(findings).toMatchObject([
      { kind: 'key-repeated', severity: 'warning', evidence: { field: 'group', count: 4 } },
    ]);
    const appended = await tryOut('          primary_key: group\n          write_disposition: append\n', () => ({
      json,
    }));
    expect(appended.findings).toMatchObject([{ kind: 'key-repeated', evidence: { count: 4 } }]);
  });

  test('one that no record has', async () => {
    const { findings, run, afterFix } = await tryOut('          primary_key: nr\n', () => ({ json: list(2) }));
    expect(run.finished.error).toMatchObject({ code: 'rows-refused' });
    expect(findings).toMatchObject([
      { kind: 'key-missing', severity: 'warning', evidence: { field: 'nr', count: 2 }, fix: { value: 'id' } },
    ]);
    expect(await afterFix(findings[0])).toEqual([]);
    const some = await tryOut('          primary_key: nr\n', () => ({ json: [{ nr: 1 }, { nr: null }, {}] }));
    expect(some.findings).toMatchObject([{ kind: 'key-missing', evidence: { count: 2 } }]);
  });
});

describe('types', () => {
  test.each([
    ['whole numbers', (id: number) => String(id), 'text-holds-numbers', 'integer'],
    ['numbers', (id: number) => `${id}.50`, 'text-holds-numbers', 'number'],
  ])('text that holds %s', async (_title, textOf, kind, change) => {
    const { findings, afterFix } = await tryOut('          primary_key: id\n', () => ({
      json: list(4, (id) => ({ id, unitPrice: textOf(id) })),
    }));
    expect(findings).toMatchObject([
      {
        kind,
        severity: 'info',
        evidence: { table: 'items', field: 'unit_price', count: 4 },
        fix: { path: ['rest_api', 'resources', 0, 'steps'], value: [{ map: { unitPrice: change } }] },
      },
    ]);
    expect(await afterFix(findings[0])).toEqual([]);
  });

  test('text that holds dates', async () => {
    const json = list(4, (id) => ({ id, born: `2001-02-0${id}`, seen: `0${id}/12/2001` }));
    const { findings, afterFix } = await tryOut('          primary_key: id\n', () => ({ json }));
    expect(findings).toMatchObject([
      { kind: 'text-holds-dates', evidence: { field: 'born' }, fix: { value: { type: 'date' } } },
      { kind: 'text-holds-dates', evidence: { field: 'seen' } },
    ]);
    expect(findings[1]?.fix).toBeUndefined();
    expect(await afterFix(findings[0])).toMatchObject([{ evidence: { field: 'seen' } }]);
  });

  test('codes are no numbers', async () => {
    const json = list(5, (id) => ({
      id,
      zip_code: `1000${id}`,
      order_no: String(id),
      leading: `00${id}`,
      same: '7',
      long: `1234567890123456789${id}`,
      mixed: id === 3 ? 'x' : String(id),
    }));
    expect((await tryOut('          primary_key: id\n', () => ({ json }))).findings).toEqual([]);
  });
});

test('values that may be about people are named, not judged', async () => {
  const json = list(4, (id) => ({
    id,
    contact: id === 2 ? 'ada@example.com' : 'none',
    phone: `(555) 010-10${id}`,
    line: `+49 30 12345${id}6`,
    account: 'DE89 3704 0044 0532 0130 00',
    site: 'https://example.com/a@b',
    fake: 'DE89 3704 0044 0532 0130 01',
  }));
  const { findings } = await tryOut('          primary_key: id\n', () => ({ json }));
  expect(findings.map(({ kind, severity, evidence: { field, count } }) => [kind, severity, field, count])).toEqual([
    ['personal-data', 'info', 'contact', 1],
    ['personal-data', 'info', 'phone', 4],
    ['personal-data', 'info', 'line', 4],
    ['personal-data', 'info', 'account', 4],
  ]);
  expect(findings[0]?.message).toBe('items.contact may hold e-mail addresses: 1 of 4 values shown.');
});

test('real documents give no warning, and only what is true of them', async () => {
  const names = pokeapiResources;
  await using server = await startPokeapiServer({ resources: names });
  const project = await createTempProject({ sourcesYml: pokeapiSourcesYml(server.apiUrl, names) });
  const limits = { pages: 3, records: 200, parents: 20 };
  const { finished } = await runPreviewHere(project, { source: 'pokeapi', limits });
  expect(finished.status).toBe('succeeded');
  const told = (finished.findings ?? []).map(({ kind, severity, evidence: { resource, field } }) =>
    [severity, kind, resource, field].join(' '),
  );
  expect(told.filter((line) => line.startsWith('warning'))).toEqual([]);
  // Each document has an id; the lists have none.
  expect(told.filter((line) => line.includes('key-possible'))).toEqual(
    names.map((name) => `info key-possible ${name} id`),
  );
  // Of those that were read none has one.
  expect(told.filter((line) => !line.includes('key-possible'))).toEqual([
    'info field-always-null evolution-chain baby_trigger_item',
  ]);
});

test('the sample project gives no warning either', async () => {
  await using api = await startSampleApi();
  const sample = readFileSync(new URL('../../../sample/project/.dango/sources.yml', import.meta.url), 'utf8');
  const project = await createTempProject({
    sourcesYml: sample.replaceAll('${SAMPLE_API_URL}', api.url).replace('${MY_API_TOKEN}', credentials.token),
  });
  // To the end of every list, so that nothing is cut by a limit.
  const limits = { pages: 100, records: 10_000, parents: 5 };
  const { finished } = await runPreviewHere(project, { source: 'shop', limits });
  expect(finished.resources.map(({ name, status, stopped_by: by }) => [name, status, by])).toEqual([
    ['users', 'succeeded', undefined],
    ['products', 'succeeded', undefined],
    ['orders', 'succeeded', undefined],
    ['staff', 'succeeded', undefined],
    ['staff_profiles', 'succeeded', 'parents'],
  ]);
  const told = (finished.findings ?? []).map(({ kind, severity, evidence: { resource, field } }) =>
    [severity, kind, resource, field].join(' '),
  );
  expect(told).toEqual([
    'info key-possible users id',
    'info personal-data users email',
    'info personal-data users phone',
    'info key-possible products id',
    'info personal-data orders customer__email',
    'info key-possible staff id',
    'info personal-data staff email',
    'info personal-data staff phone',
    'info key-possible staff_profiles id',
    'info personal-data staff_profiles email',
    'info personal-data staff_profiles phone',
  ]);
});
