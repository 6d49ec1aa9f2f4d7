import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createTempProject } from '../../test/support/temp-project.ts';
import { checkModuleText } from './check-module-text.ts';
import { importedFiles } from './imported-files.ts';

const good = `import { resource, source } from 'dango';
import { rows } from './shared.ts';
export const shop = source({
  resources: () => resource('x', { writeDisposition: 'replace' }, () => rows),
});
`;
const project = () =>
  createTempProject({ customSources: { shared: 'export const rows = [{ id: 1 }];\n', 'inner/deep': '' } });

describe('a text that is not saved', () => {
  test('without faults has no findings, and leaves nothing behind', async () => {
    const folder = await project();
    const { root } = folder;
    expect(await checkModuleText(root, 'shop.ts', good)).toEqual([]);
    expect(readdirSync(folder.path('.dango/cache/checks'))).toEqual([]);
    expect(existsSync(folder.path('custom_sources/shop.ts'))).toBe(false);
  });

  test('has each fault at the word that is wrong, with the reasons', async () => {
    const { root } = await project();
    const text = good.replace('writeDisposition', "/* 😀 */ writeDisposition: 'replace', primarKey");
    const [finding, ...others] = await checkModuleText(root, 'shop.ts', text);
    const line = text.split('\n')[3] ?? '';
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ file: 'shop.ts', line: 4, endLine: 4, severity: 'error' });
    expect(line.slice((finding?.column ?? 0) - 1, (finding?.endColumn ?? 0) - 1)).toBe('primarKey');
    expect(finding?.message).toMatch(/primaryKey/);
    expect(finding?.code).toBe('TS2769');
  });

  test('is checked against the types of Node and against unsaved texts of other modules', async () => {
    const { root } = await project();
    const text = `${good}export const n: number = process.version;\n`;
    expect(await checkModuleText(root, 'shop.ts', text)).toMatchObject([
      { code: 'TS2322', line: 6, column: 14, endColumn: 15, message: expect.stringContaining("'string'") },
    ]);
    const shared = { 'shared.ts': 'export const lines = 1;\n' };
    expect(await checkModuleText(root, 'shop.ts', good, shared)).toMatchObject([
      { code: 'TS2305', file: 'shop.ts', line: 2 },
    ]);
  });

  test('that imports a module with faults has that one’s findings too', async () => {
    const { root } = await project();
    const shared = { 'shared.ts': 'export const rows: number[] = ["a"];\n' };
    const findings = await checkModuleText(root, 'shop.ts', good, shared);
    expect(findings).toMatchObject([{ file: 'shared.ts', line: 1, column: 32, endColumn: 35, code: 'TS2322' }]);
  });

  test('is told of syntax that cannot be stripped, and of broken syntax', async () => {
    const { root } = await project();
    expect(await checkModuleText(root, 'a.ts', 'enum A { B }\n')).toMatchObject([{ code: 'TS1294', line: 1 }]);
    expect((await checkModuleText(root, 'a.ts', 'const = 1;\n')).length).toBeGreaterThan(0);
  });

  test('is told of imports that compile and do not run', async () => {
    const { root } = await project();
    const text = `import { rows } from './shared';\nexport * from "./shared.js";\nawait import('../x.ts');\nexport { rows };\n`;
    expect(await checkModuleText(root, 'shop.ts', text)).toEqual([
      {
        file: 'shop.ts',
        line: 1,
        column: 22,
        endLine: 1,
        endColumn: 32,
        message: 'Node does not find "./shared": write "./shared.ts".',
        code: 'import-extension',
        severity: 'error',
      },
      expect.objectContaining({ line: 2, message: 'Node does not find "./shared.js": write "./shared.ts".' }),
      expect.objectContaining({ line: 3, code: 'import-outside' }),
    ]);
    const inner = `import { rows } from '../shared.ts';\nexport { rows };\n`;
    expect(await checkModuleText(root, 'inner/shop.ts', inner)).toEqual([]);
  });

  test('may import what is no TypeScript', async () => {
    const folder = await project();
    await folder.write('custom_sources/plain.js', 'export const n = 1;\n');
    await folder.write('custom_sources/plain.d.ts', 'export const n: number;\n');
    await folder.write('custom_sources/data.json', '{"a": 1}\n');
    const text = `import { n } from './plain.js';\nimport data from './data.json' with { type: 'json' };\nexport default n + data.a;\n`;
    expect(await checkModuleText(folder.root, 'shop.ts', text)).toEqual([]);
    expect(await checkModuleText(folder.root, 'shop.ts', `import './missing.ts';\n`)).toMatchObject([{ line: 1 }]);
  });

  test('is named as a module can be named', async () => {
    const { root } = await project();
    await expect(checkModuleText(root, '../x.ts', '')).rejects.toMatchObject({ code: 'usage-invalid' });
    await expect(checkModuleText(root, 'x.ts', '', { '../y.ts': '' })).rejects.toMatchObject({ code: 'usage-invalid' });
  });
});

describe('importedFiles', () => {
  const specifiers = (text: string) => importedFiles(text).map(({ specifier }) => specifier);

  test.each([
    [`import a from './a'`, ['./a']],
    [`import a, { type B } from\n  "../a"`, ['../a']],
    [`import './a'; export { b } from './b'; export * as c from './c'`, ['./a', './b', './c']],
    [`const a = await import(/* now */ './a')`, ['./a']],
    [`import type { A } from './a'; export type { B } from './b'`, []],
    [`import type from './a'`, ['./a']],
    [`// import a from './a'\n/* import './b' */`, []],
    [`const text = "import a from './a'"; const other = \`import './b'\``, []],
    [`import a from 'dango'; const from = './x'; read('./y'); a.import('./z')`, []],
  ])('%j', (text, expected) => expect(specifiers(text)).toEqual(expected));
});
