import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { createTempFolder } from './support/temp-project.ts';

const run = promisify(execFile);
const root = dirname(import.meta.dirname);
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

let folder = '';
let files: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  folder = await createTempFolder();
  const file = join(folder, 'dango-types.json');
  const { stdout } = await run(process.execPath, [join(root, 'scripts/build-sdk-types.ts'), file]);
  expect(stdout).toMatch(/: \d+ files, \d+ bytes\n$/);
  ({ files } = JSON.parse(readFileSync(file, 'utf8')) as { files: typeof files });
  for (const [address, text] of Object.entries(files)) {
    const path = join(folder, address.slice('file:///'.length));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
});

/** The codes and lines of what the compiler finds in a module that knows nothing but these files. */
async function check(text: string, moduleResolution: 'bundler' | 'nodenext'): Promise<string[]> {
  writeFileSync(join(folder, 'module.ts'), text);
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const compilerOptions = {
    target: 'esnext',
    module: moduleResolution === 'bundler' ? 'esnext' : 'nodenext',
    moduleResolution,
    lib: ['esnext'],
    types: ['node'],
    strict: true,
    noEmit: true,
    skipLibCheck: false,
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['module.ts'] }));
  const { stdout } = await run(process.execPath, [compiler, '--pretty', 'false', '-p', folder], { cwd: folder }).catch(
    (error: unknown) => error as { stdout: string },
  );
  return stdout.split('\n').flatMap((line) => /^([^(]+\(\d+),.*(TS\d+)/.exec(line)?.slice(1).join(') ') ?? []);
}

const good = `import { type HttpResponse, incremental, resource, RestClient, secret, source } from 'dango';
import { createHash } from 'node:crypto';
export const shop = source({
  params: { apiKey: secret(), baseUrl: 'https://api.example.com' },
  resources({ apiKey, baseUrl }) {
    const client = new RestClient({ baseUrl, headers: { 'x-key': createHash('sha256').update(apiKey).digest('hex') } });
    const read = async (): Promise<HttpResponse> => client.get('/x');
    return resource('x', { primaryKey: 'id', incremental: incremental('at', { initialValue: '2024' }) }, async function* ({ cursor }) {
      yield { id: cursor.startValue.length, at: Buffer.from(process.version), status: (await read()).status, now: setTimeout };
    });
  },
});
`;

/** What a module may say of tables, contracts, state and parts; every option that the page for people from dlt names. */
const full = `import { cursor, incremental, pipeline, required, resource, RestClient, secret, source, transformer } from 'dango';
import type { ResourceState, SchemaContract } from 'dango';
interface Event { id: number; kind: string; at: string; reviews: { stars: number }[] }
const contract: Partial<SchemaContract> = { columns: 'discard_row', dataType: 'freeze' };
export const shop = source({
  name: 'shop', maxTableNesting: 3, schemaContract: 'evolve',
  params: { key: secret(), account: required<number>() },
  *resources({ account }) {
    const client = new RestClient({ baseUrl: 'https://x.test/' + account, retry: { statuses: [500], maxWaitMs: 1, budgetMs: 2 } });
    const events = resource('events', {
      tableName: (row: Event) => \`events_\${row.kind}\`, selected: true, maxTableNesting: 2, schemaContract: contract,
      columns: { 'at': { type: 'text' } }, nestedHints: { reviews: { columns: { stars: { type: 'double' } } } },
      incremental: incremental('at', { initialValue: '2024', lag: 1, rowOrder: 'asc', onCursorValueMissing: 'include', rangeStart: 'open', rangeEnd: 'closed' }),
    }, async function* ({ cursor: position, state, warn, signal }) {
      const kept: ResourceState = state;
      kept['runs'] = Number(kept['runs'] ?? 0) + 1;
      warn('x', position.startValue);
      yield* client.paginate<Event>('/e', { method: 'POST', body: new URLSearchParams({ a: 'b' }), signal, paginator: cursor({ cursorPath: 'next', param: 'after', sentBy: 'json' }) });
    });
    yield events.addLimit(10, { countRows: true });
    yield transformer('details', { from: events, concurrency: 4, onChildError: 'skip' }, async function* (row, { state }) {
      state['last'] = row.id;
      yield { id: row.id, kind: row.kind };
    }).addYieldMap(function* (row) { yield row.id; });
  },
});
export const part = shop.withResources('details');
export const run = () => pipeline({ pipelineName: 'p' }).run(shop({ account: 1 }).withResources('events'));
`;

test('all that the page for people from dlt names is there', async () => {
  expect(await check(full, 'bundler')).toEqual([]);
});

test.each(['bundler', 'nodenext'] as const)(
  'a module is understood with these files alone (%s)',
  async (resolution) => {
    expect(await check(good, resolution)).toEqual([]);
  },
);

test('a wrong property, parameter or method is found', async () => {
  const text = `import { offset, RestClient } from 'dango';
const client = new RestClient({ baseUrl: 'x', headrs: {} });
client.paginate('/x', { paginator: offset({ limt: 1 }) });
client.fetch('/x');
`;
  const findings = await check(text, 'bundler');
  expect(findings.map((finding) => finding.slice(0, 11))).toEqual(['module.ts(2', 'module.ts(3', 'module.ts(4']);
  expect(findings[0]).toMatch(/TS2353|TS2561/);
  expect(findings[1]).toMatch(/TS2353|TS2561/);
  expect(findings[2]).toMatch(/TS2339|TS2551/);
});

test('comments of "dango" are whole, those of Node shortened', () => {
  const resource = files['file:///node_modules/dango/lib/sdk/define-resource.d.ts'];
  expect(resource).toContain('One endpoint, one table.');
  expect(resource).toContain('@throws DangoError `module-invalid` for `merge` without a primary key.');
  const system = files['file:///node_modules/@types/node/fs.d.ts'] ?? '';
  expect(system).toMatch(/\/\*\* .+ \*\/\n/);
  expect(system).not.toContain('@since');
});

test('nothing leads out of these files', () => {
  for (const [address, text] of Object.entries(files)) {
    if (!address.includes('/dango/')) continue;
    for (const [, specifier = ''] of text.matchAll(/(?:from|import\()\s*['"]([^'"]+)['"]/g)) {
      const target = new URL(specifier.replace(/\.js$/, '.d.ts'), address).href;
      expect(files, `${address} imports ${specifier}`).toHaveProperty([target]);
    }
  }
});
