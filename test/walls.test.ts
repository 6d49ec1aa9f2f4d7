import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = dirname(import.meta.dirname);
const planted = new Map<string, string>();
let findings: readonly Finding[] = [];

interface Finding {
  readonly filename: string;
  readonly code: string;
  readonly message: string;
  readonly help?: string;
}

/** Plants a file at `path` that holds `code`; later tells what the project's own settings find wrong with it. */
function plant(path: string, code: string): () => string {
  if (planted.has(path)) throw new Error(`${path} is planted twice.`);
  planted.set(path, code);
  return () =>
    findings
      .filter(({ filename }) => filename === path)
      .map(({ code: rule, message, help = '' }) => `${rule} ${message} ${help}`)
      .join('\n');
}

// All at once: one start of oxlint takes longer than all of the files.
beforeAll(() => {
  for (const [path, code] of planted) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), code);
  }
  const { stdout } = spawnSync(join(root, 'node_modules', '.bin', 'oxlint'), ['--format=json', ...planted.keys()], {
    cwd: root,
    encoding: 'utf8',
  });
  findings = (JSON.parse(stdout) as { diagnostics: Finding[] }).diagnostics;
  uproot();
});
afterAll(uproot);

function uproot(): void {
  for (const path of planted.keys()) {
    const folder = dirname(join(root, path));
    rmSync(folder.endsWith('/deeper') ? folder : join(root, path), { force: true, recursive: true });
  }
}

const importOf = (path: string): string => `import * as found from '${path}';\n\nexport const kept = found;\n`;

describe('each wall bites, and says where to go instead', () => {
  for (const [room, path, message] of [
    ['errors', '../util/closest-word.ts', 'errors is the floor'],
    ['util', '../spec/json-path.ts', 'util knows no domain words'],
    ['spec', '../project/load-project.ts', 'spec runs in the browser too'],
    ['import', '../http/http-client.ts', 'import runs in the browser too'],
    ['project', '../http/http-client.ts', 'project knows files'],
    ['http', '../loads/manifest.ts', 'http knows one request'],
    ['schema', '../loads/manifest.ts', 'schema is pure'],
    ['sdk', '../project/load-project.ts', 'a module reaches Dango'],
    ['rest', '../project/load-project.ts', 'a REST source is a custom source'],
    ['loads', '../http/exchange.ts', 'a load package knows'],
    ['warehouse', '../sync/sync-source.ts', 'the warehouse reads packages'],
    ['sync', '../runs/run-store.ts', 'sync does not know runs'],
    ['preview', '../runs/run-store.ts', 'a preview is a sync with other limits'],
    ['runs', '../rest/compile-rest-source.ts', 'runs starts and watches'],
  ] as const) {
    const near = plant(`lib/${room}/planted-by-a-test.ts`, importOf(path));
    const deeper = plant(`lib/${room}/deeper/planted-by-a-test.ts`, importOf(`../${path}`));
    test(`lib/${room} may not import ${path}`, () => {
      expect(near()).toContain(message);
      expect(deeper()).toContain(message);
    });
  }

  const cli = plant('lib/sync/planted-cli.ts', importOf('../../cli/main.ts'));
  const react = plant('lib/spec/planted-react.ts', importOf('react'));
  test('lib knows no door', () => {
    expect(cli()).toContain('lib never imports the doors');
    expect(react()).toContain('lib never imports the doors');
  });

  const node = ['spec', 'import'].map((room) => plant(`lib/${room}/planted-node.ts`, importOf('node:fs')));
  test('lib/spec and lib/import stay free of Node', () => {
    for (const told of node) expect(told()).toContain('no node: imports');
  });

  const foreign = ['../server/handover.ts', '../app/_server/define-route.ts', '#lib/index.ts', 'node:fs'].map(
    (path, index) => plant(`components/planted-foreign-${index}.ts`, importOf(path)),
  );
  const own = plant('components/planted-own.ts', importOf('#lib/spec/json-path.ts'));
  test('components stay in the browser', () => {
    for (const told of foreign) expect(told()).toContain('Components run in the browser');
    expect(own()).not.toContain('Components run');
  });

  const engine = plant('app/planted-engine.ts', importOf('#lib/index.ts'));
  const part = plant('app/planted-part.ts', importOf('#lib/sync/sync-source.ts'));
  test('the UI holds no copy of the engine', () => {
    expect(engine()).toContain('that the server hands over');
    expect(part()).toContain('that the server hands over');
  });

  const inside = plant('cli/planted-inside.ts', importOf('../lib/sync/sync-source.ts'));
  test('the command line uses the engine through its list', () => {
    expect(inside()).toContain('through lib/index.ts only');
  });

  const loud = plant(
    'lib/sync/planted-loud.ts',
    'export function leave(value: any): void {\n  console.log(value);\n  process.exit(1);\n}\n',
  );
  test('lib does not print, does not exit and does not say any', () => {
    expect(loud()).toContain('no-console');
    expect(loud()).toContain('no-process-exit');
    expect(loud()).toContain('no-explicit-any');
  });

  const misnamed = plant('lib/sync/plantedByATest.ts', 'export default 1;\n');
  test('files are named in kebab-case and have no default export', () => {
    expect(misnamed()).toContain('filename-case');
    expect(misnamed()).toContain('no-default-export');
  });
});
