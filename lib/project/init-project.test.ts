import { existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { validateSources } from '../spec/validate-sources.ts';
import { initProject } from './init-project.ts';
import { loadProject } from './load-project.ts';
import { projectName } from './project-paths.ts';
import { saveSecret } from './save-secret.ts';
import { loadSecretStore } from './secret-store.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'dango-init-'));
const read = (root: string, path: string) => readFileSync(join(root, path), 'utf8');

describe('initProject', () => {
  test('makes a project without sources and without faults', () => {
    const root = join(newFolder(), 'new', 'shop');
    expect(initProject(root, { name: 'My "shop"' })).toEqual([
      '.dango/project.yml',
      '.dango/sources.yml',
      '.dlt/secrets.toml',
      'custom_sources/README.md',
      'tsconfig.json',
      '.gitignore',
    ]);
    const project = loadProject(root);
    expect(project).toMatchObject({ sources: [], issues: [] });
    expect(projectName(root, project.settings)).toBe('My "shop"');
    expect(existsSync(join(root, 'data'))).toBe(true);
    expect(statSync(join(root, '.dlt/secrets.toml')).mode & 0o777).toBe(0o600);
    expect(loadSecretStore(root, {}).secrets).toEqual({});
  });

  test('the examples are valid once their "#" is removed', () => {
    const root = newFolder();
    initProject(root);
    const text = read(root, '.dango/sources.yml').replaceAll(/^ {2}# (?=- | )/gm, '  ');
    const { entries, issues } = validateSources(text, 'sources.yml');
    expect(issues).toEqual([]);
    expect(entries.map(({ name }) => name)).toEqual(['my_api', 'my_custom_api']);
  });

  test('git sees no secrets, data or history', () => {
    const root = newFolder();
    initProject(root);
    expect(read(root, '.gitignore').split('\n')).toEqual([
      '.env',
      '.dlt/secrets.toml',
      'data/',
      '.dango/loads/',
      '.dango/runs/',
      '.dango/dango.db*',
      '.dango/tokens/',
      '.dango/cache/',
      '.dango/logs/',
      '',
    ]);
  });

  test('files that exist are kept, and .gitignore gets what it lacks', () => {
    const root = newFolder();
    mkdirSync(join(root, '.dlt'));
    writeFileSync(join(root, '.dlt/secrets.toml'), 'a = 1\n');
    writeFileSync(join(root, 'tsconfig.json'), '{}');
    writeFileSync(join(root, '.gitignore'), 'node_modules/\r\n/.env\r\ndata/');
    expect(initProject(root)).toEqual([
      '.dango/project.yml',
      '.dango/sources.yml',
      'custom_sources/README.md',
      '.gitignore',
    ]);
    expect(read(root, '.dlt/secrets.toml')).toBe('a = 1\n');
    expect(read(root, 'tsconfig.json')).toBe('{}');
    expect(read(root, '.gitignore')).toBe(
      'node_modules/\r\n/.env\r\ndata/\r\n.dlt/secrets.toml\r\n.dango/loads/\r\n.dango/runs/\r\n.dango/dango.db*\r\n.dango/tokens/\r\n.dango/cache/\r\n.dango/logs/\r\n',
    );
  });

  test('a project is not made twice', () => {
    const root = newFolder();
    initProject(root);
    expect(() => initProject(root)).toThrow(
      expect.objectContaining({ code: 'usage-invalid', message: `${root} is a Dango project already` }),
    );
  });
});

test('a saved secret can be read by the owner only, also in a file that others could read', () => {
  const root = newFolder();
  saveSecret(root, 'sources.shop', 'api_key', 'abcd');
  mkdirSync(join(root, 'x'));
  expect(read(root, '.dlt/secrets.toml')).toBe('[sources.shop]\napi_key = "abcd"\n');
  expect(statSync(join(root, '.dlt/secrets.toml')).mode & 0o777).toBe(0o600);
});
