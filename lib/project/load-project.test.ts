import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { datasetName } from './dataset-name.ts';
import { findProjectRoot } from './find-project-root.ts';
import { loadProject } from './load-project.ts';
import { requireSource } from './require-source.ts';

function folderWith(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'dango-project-')));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const native = (name: string, more = '') =>
  `  - name: ${name}\n    type: dlt_native\n    dlt_native: {source_module: a, source_name: a${more}}\n`;

describe('findProjectRoot', () => {
  test('takes the nearest folder with .dango above, without symbolic links', () => {
    const root = folderWith({ '.dango/sources.yml': '', 'custom_sources/deep/a.ts': '', 'inner/.dango/x': '' });
    expect(findProjectRoot(root)).toBe(root);
    expect(findProjectRoot(join(root, 'custom_sources/deep'))).toBe(root);
    expect(findProjectRoot(join(root, 'inner'))).toBe(join(root, 'inner'));
    const elsewhere = folderWith({});
    symlinkSync(join(root, 'custom_sources'), join(elsewhere, 'link'));
    expect(findProjectRoot(join(elsewhere, 'link'))).toBe(root);
  });

  test('a file called .dango is no project', () => {
    expect(() => findProjectRoot(folderWith({ '.dango': '' }))).toThrow(
      expect.objectContaining({ code: 'project-missing', hint: expect.stringContaining('dango init') }),
    );
  });

  test('a folder that does not exist is told', () => {
    expect(() => findProjectRoot(join(folderWith({}), 'nope'))).toThrow(
      expect.objectContaining({ code: 'project-missing', message: expect.stringContaining('does not exist') }),
    );
  });
});

describe('loadProject', () => {
  test('a project without files has the defaults and no sources', () => {
    const root = folderWith({ '.dango/x': '' });
    const project = loadProject(root);
    expect(project).toMatchObject({ root, sources: [], issues: [], blockingIssues: [] });
    expect(project.paths.warehouse).toBe(join(root, 'data/warehouse.duckdb'));
    expect(project.paths.loads).toBe(join(root, '.dango/loads'));
  });

  test('a text counts instead of sources.yml', () => {
    const root = folderWith({ '.dango/sources.yml': `sources:\n${native('saved')}` });
    const { sources } = loadProject(root, { sourcesText: `sources:\n${native('unsaved')}` });
    expect(sources.map(({ name }) => name)).toEqual(['unsaved']);
    expect(loadProject(root, { sourcesText: '' }).sources).toEqual([]);
  });

  test('project.yml moves the warehouse and names datasets', () => {
    const root = folderWith({
      '.dango/project.yml': 'warehouse: elsewhere/w.duckdb\ndataset_prefix: src_\n',
      '.dango/sources.yml': `sources:\n${native('a')}${native('b', ', dataset_name: own')}`,
    });
    const project = loadProject(root);
    expect(project.paths.warehouse).toBe(join(root, 'elsewhere/w.duckdb'));
    expect(datasetName(requireSource(project, 'a'), project.settings)).toBe('src_a');
    expect(datasetName(requireSource(project, 'b'), project.settings)).toBe('own');
  });
});

describe('requireSource', () => {
  const broken = `  - name: broken\n    type: rest_api\n    rest_api:\n      base_ur: x\n      resources: []\n`;
  const projectOf = (sources: string, settings = '') =>
    loadProject(folderWith({ '.dango/sources.yml': sources, '.dango/project.yml': settings }));

  test('a source beside a broken one can be used', () => {
    const project = projectOf(`sources:\n${broken}${native('good')}`);
    expect(requireSource(project, 'good').spec.name).toBe('good');
  });

  test('a broken source throws all its faults', () => {
    const project = projectOf(`sources:\n${broken}${native('good')}`);
    expect(() => requireSource(project, 'broken')).toThrow(
      expect.objectContaining({
        code: 'config-invalid',
        message:
          'The source "broken" is not configured correctly: .dango/sources.yml:4:5 sources[broken].rest_api.base_url: Missing "base_url" (and 2 more)',
        at: { file: '.dango/sources.yml', line: 4, column: 5 },
        details: [
          expect.objectContaining({ message: 'sources[broken].rest_api.base_url: Missing "base_url"' }),
          expect.objectContaining({ message: expect.stringContaining('empty list'), at: expect.anything() }),
          expect.objectContaining({ hint: 'Did you mean "base_url"?' }),
        ],
      }),
    );
  });

  test('an unknown name is told with the names there are', () => {
    const project = projectOf(`sources:\n${native('shop')}${native('bank')}`);
    expect(() => requireSource(project, 'shp')).toThrow(
      expect.objectContaining({
        code: 'name-unknown',
        message: 'There is no source called "shp". Sources: shop, bank.',
        hint: 'Did you mean "shop"?',
      }),
    );
  });

  test('a file that cannot be read as a whole explains the missing name', () => {
    expect(() => requireSource(projectOf('sources: [{name: a\n'), 'a')).toThrow(
      expect.objectContaining({ code: 'config-invalid', message: expect.stringContaining('Not valid YAML') }),
    );
  });

  test('a fault of project.yml or an unknown version stops every source', () => {
    expect(() => requireSource(projectOf(`sources:\n${native('a')}`, 'limit: {}\n'), 'a')).toThrow(
      expect.objectContaining({ code: 'config-invalid', hint: 'Did you mean "limits"?' }),
    );
    expect(() => requireSource(projectOf(`version: 9\nsources:\n${native('a')}`), 'a')).toThrow('Expected version 1');
  });
});
