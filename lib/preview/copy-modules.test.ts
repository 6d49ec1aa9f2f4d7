import { existsSync, lstatSync, symlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createTempFolder, createTempProject } from '../../test/support/temp-project.ts';
import { copyModules } from './copy-modules.ts';

const customSources = { shop: 'saved', 'data.json': '[1]' };

test('the copy has every file, with unsaved texts over it', async () => {
  const project = await createTempProject({ customSources });
  const folder = await createTempFolder();
  const copy = copyModules(project.path('custom_sources'), { 'shop.ts': 'unsaved', 'deep/new.ts': 'new' }, folder);
  expect(copy).toBe(`${folder}/custom_sources`);
  const read = async (file: string): Promise<string> => await project.read(`../${folder.split('/').at(-1)}/${file}`);
  expect(await read('custom_sources/shop.ts')).toBe('unsaved');
  expect(await read('custom_sources/deep/new.ts')).toBe('new');
  expect(await read('custom_sources/data.json')).toBe('[1]');
  expect(await project.read('custom_sources/shop.ts')).toBe('saved');
});

test('texts that are saved need no copy', async () => {
  const project = await createTempProject({ customSources });
  const folder = await createTempFolder();
  expect(copyModules(project.path('custom_sources'), {}, folder)).toBeUndefined();
  expect(copyModules(project.path('custom_sources'), { 'shop.ts': 'saved' }, folder)).toBeUndefined();
  expect(existsSync(`${folder}/custom_sources`)).toBe(false);
});

test('a link that leads out is refused, one that stays is copied as a file', async () => {
  const project = await createTempProject({ customSources, env: { TOKEN: 'secret' } });
  symlinkSync(project.path('custom_sources/shop.ts'), project.path('custom_sources/linked.ts'));
  symlinkSync(project.path('custom_sources'), project.path('custom_sources/loop'));
  const folder = await createTempFolder();
  const copy = copyModules(project.path('custom_sources'), { 'new.ts': 'new' }, folder);
  expect(lstatSync(`${copy}/linked.ts`).isFile()).toBe(true);
  expect(existsSync(`${copy}/loop`)).toBe(false);
  symlinkSync(project.path('.env'), project.path('custom_sources/leak.ts'));
  expect(() => copyModules(project.path('custom_sources'), { 'new.ts': 'new' }, folder)).toThrow(
    expect.objectContaining({
      code: 'module-invalid',
      message: expect.stringContaining('leads out of custom_sources'),
    }),
  );
});
