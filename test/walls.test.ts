import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const root = dirname(import.meta.dirname);
const planted: string[] = [];

/** Lints one file that stands where `path` says and holds `code`, with the project's own settings. */
function lint(path: string, code: string): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, code);
  planted.push(file);
  const { stdout, stderr } = spawnSync(join(root, 'node_modules', '.bin', 'oxlint'), [path], {
    cwd: root,
    encoding: 'utf8',
  });
  rmSync(file);
  return stdout + stderr;
}

afterAll(() => planted.forEach((file) => rmSync(file, { force: true })));

const importOf = (path: string): string => `import * as found from '${path}';\n\nexport const kept = found;\n`;

describe('each wall bites, and says where to go instead', () => {
  test.each([
    ['errors', '../util/closest-word.ts', 'errors is the floor'],
    ['util', '../spec/json-path.ts', 'util knows no domain words'],
    ['spec', '../project/load-project.ts', 'spec runs in the browser too'],
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
  ])('lib/%s may not import %s', (room, path, message) => {
    expect(lint(`lib/${room}/planted-by-a-test.ts`, importOf(path))).toContain(message);
    expect(lint(`lib/${room}/deeper/planted-by-a-test.ts`, importOf(`../${path}`))).toContain(message);
    rmSync(join(root, 'lib', room, 'deeper'), { recursive: true, force: true });
  });

  test('lib knows no door', () => {
    expect(lint('lib/sync/planted-by-a-test.ts', importOf('../../cli/main.ts'))).toContain(
      'lib never imports the doors',
    );
    expect(lint('lib/spec/planted-by-a-test.ts', importOf('react'))).toContain('lib never imports the doors');
  });

  test('lib/spec stays free of Node', () => {
    expect(lint('lib/spec/planted-by-a-test.ts', importOf('node:fs'))).toContain('no node: imports');
  });

  test('components stay in the browser', () => {
    for (const path of ['../server/handover.ts', '../app/_server/define-route.ts', '#lib/index.ts', 'node:fs']) {
      expect(lint('components/planted-by-a-test.ts', importOf(path))).toContain('Components run in the browser');
    }
    expect(lint('components/planted-by-a-test.ts', importOf('#lib/spec/json-path.ts'))).not.toContain('Components run');
  });

  test('the UI holds no copy of the engine', () => {
    expect(lint('app/planted-by-a-test.ts', importOf('#lib/index.ts'))).toContain('that the server hands over');
    expect(lint('app/planted-by-a-test.ts', importOf('#lib/sync/sync-source.ts'))).toContain(
      'that the server hands over',
    );
  });

  test('the command line uses the engine through its list', () => {
    expect(lint('cli/planted-by-a-test.ts', importOf('../lib/sync/sync-source.ts'))).toContain(
      'through lib/index.ts only',
    );
  });

  test('lib does not print, does not exit and does not say any', () => {
    const output = lint(
      'lib/sync/planted-by-a-test.ts',
      'export function leave(value: any): void {\n  console.log(value);\n  process.exit(1);\n}\n',
    );
    expect(output).toContain('no-console');
    expect(output).toContain('no-process-exit');
    expect(output).toContain('no-explicit-any');
  });

  test('files are named in kebab-case and have no default export', () => {
    const output = lint('lib/sync/plantedByATest.ts', 'export default 1;\n');
    expect(output).toContain('filename-case');
    expect(output).toContain('no-default-export');
  });
});
