import { symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createTempFolder, createTempProject } from '../../test/support/temp-project.ts';
import { contentHash } from '../util/content-hash.ts';
import { deleteModule, readModule, writeModule } from './edit-module.ts';
import { listModules } from './list-modules.ts';

const sourcesYml = `sources:
  - name: one
    type: dlt_native
    dlt_native: { source_module: custom_sources.shop }
  - name: two
    type: dlt_native
    unknown_key: true
    dlt_native: { source_module: shop }
  - name: three
    type: dlt_native
    dlt_native: { source_module: custom_sources.inner.more }
`;
const code = (wanted: string) => expect.objectContaining({ code: wanted });
const project = () =>
  createTempProject({
    sourcesYml,
    customSources: { shop: 'export {};\n', 'inner/more.ts': '', spare: '// ü', 'notes.md': '#', 'a.b.ts': '' },
  });

describe('listModules', () => {
  test('names every module with the sources that use it, faulty ones included', async () => {
    const { root } = await project();
    expect(listModules(root).map(({ file, usedBy, bytes }) => ({ file, usedBy, bytes }))).toEqual([
      { file: 'inner/more.ts', usedBy: ['three'], bytes: 0 },
      { file: 'shop.ts', usedBy: ['one', 'two'], bytes: 11 },
      { file: 'spare.ts', usedBy: [], bytes: 5 },
    ]);
    expect(Date.parse(listModules(root)[0]?.modifiedAt ?? '')).toBeGreaterThan(0);
  });

  test('broken YAML in one source hides no user of another', async () => {
    const folder = await createTempProject({
      sourcesYml: `${sourcesYml}  - name: "four\n    type: x\n`,
      customSources: { shop: '' },
    });
    expect(listModules(folder.root)[0]?.usedBy).toEqual(['one', 'two']);
  });

  test('a project without the folder has none', async () => {
    expect(listModules((await createTempProject()).root)).toEqual([]);
  });
});

describe('a module', () => {
  test('is saved from the text that it was read as', async () => {
    const folder = await project();
    const { root } = folder;
    const { text, hash } = readModule(root, 'shop.ts');
    expect(text).toBe('export {};\n');
    expect(writeModule(root, 'shop.ts', 'a', hash)).toEqual({ outcome: 'saved', hash: contentHash('a') });
    expect(writeModule(root, 'shop.ts', 'b', hash)).toMatchObject({ outcome: 'changed-on-disk', text: 'a' });
    expect(await folder.read('custom_sources/shop.ts')).toBe('a');
  });

  test('that is new never replaces one, not even an empty one', async () => {
    const folder = await project();
    const { root } = folder;
    expect(writeModule(root, 'new/deep.ts', 'a', null)).toMatchObject({ outcome: 'saved' });
    expect(await folder.read('custom_sources/new/deep.ts')).toBe('a');
    expect(writeModule(root, 'shop.ts', 'b', null)).toMatchObject({ outcome: 'exists', text: 'export {};\n' });
    expect(writeModule(root, 'inner/more.ts', 'b', null)).toMatchObject({ outcome: 'exists', text: '' });
  });

  test('that was deleted meanwhile is not made again', async () => {
    const { root } = await project();
    const { hash } = readModule(root, 'spare.ts');
    deleteModule(root, 'spare.ts');
    expect(writeModule(root, 'spare.ts', 'b', hash)).toMatchObject({ outcome: 'changed-on-disk', text: '' });
    expect(() => readModule(root, 'spare.ts')).toThrow(code('name-unknown'));
    expect(() => deleteModule(root, 'spare.ts')).toThrow(code('name-unknown'));
  });

  test('that a source uses is not deleted', async () => {
    const { root } = await project();
    expect(() => deleteModule(root, 'shop.ts')).toThrow(/used by one, two/);
    expect(listModules(root)).toHaveLength(3);
  });
});

describe('a file outside of custom_sources', () => {
  test.each(['../x.ts', '/etc/x.ts', 'a/../../x.ts', '.hidden.ts', 'a//b.ts', 'x.js', 'x.ts\0', 'a\\b.ts', 'ä.ts', ''])(
    '%j is refused',
    async (file) => {
      const { root } = await project();
      expect(() => readModule(root, file)).toThrow(code('usage-invalid'));
      expect(() => writeModule(root, file, '', null)).toThrow(code('usage-invalid'));
    },
  );

  test('is not reached through a link, be it of a file or a folder', async () => {
    const folder = await project();
    const { root } = folder;
    await folder.write('outside.ts', 'secret');
    symlinkSync(folder.path('outside.ts'), folder.path('custom_sources/link.ts'));
    symlinkSync(folder.path('nowhere.ts'), folder.path('custom_sources/dangling.ts'));
    symlinkSync(await createTempFolder(), folder.path('custom_sources/folder'));
    for (const file of ['link.ts', 'dangling.ts', 'folder/x.ts']) {
      expect(() => readModule(root, file)).toThrow(code('module-invalid'));
      expect(() => writeModule(root, file, '', null)).toThrow(code('module-invalid'));
    }
    expect(listModules(root).map(({ file }) => file)).toEqual(['inner/more.ts', 'shop.ts', 'spare.ts']);
    symlinkSync(folder.path('custom_sources/shop.ts'), folder.path('custom_sources/same.ts'));
    expect(readModule(root, 'same.ts').text).toBe('export {};\n');
  });
});
