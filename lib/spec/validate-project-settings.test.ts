import { describe, expect, test } from 'vitest';
import { toProjectSettings } from './project-settings.ts';
import { validateProjectSettings } from './validate-project-settings.ts';

const check = (text: string) => validateProjectSettings(text, '.dango/project.yml');

describe('validateProjectSettings', () => {
  test.each(['', '# nothing\n', 'version: 1\n', 'version: 1\nlimits: {}\n'])('%j gives the defaults', (text) => {
    expect(check(text)).toEqual({ settings: toProjectSettings(), issues: [] });
  });

  test('what is written replaces the default and nothing else', () => {
    const { settings } = check('dataset_prefix: ""\nretention: {loads: 3}\nlimits:\n  max_attempts: 1\n');
    expect(settings).toMatchObject({
      warehouse: 'data/warehouse.duckdb',
      datasetPrefix: '',
      retention: { loads: 3, exchangesMb: 500, undoMb: 200, runs: 200 },
      limits: { maxAttempts: 1, requestTimeoutSeconds: 60 },
    });
  });

  test('an unknown key is told with its place, and the settings are the defaults', () => {
    const { settings, issues } = check('warehouse: x.duckdb\nlimits:\n  max_attemps: 1\n');
    expect(settings).toEqual(toProjectSettings());
    expect(issues).toEqual([
      {
        source: undefined,
        keyPath: 'limits.max_attemps',
        at: { file: '.dango/project.yml', line: 3, column: 3 },
        message: 'Unknown key "max_attemps"',
        hint: 'Did you mean "max_attempts"?',
      },
    ]);
  });

  test('a newer version is refused with what to do, and a share is read', () => {
    expect(check('version: 2').issues[0]?.hint).toBe(
      'Write version: 1, or use the version of Dango that wrote this file.',
    );
    expect(check('max_replace_loss: 20%').settings.maxReplaceLoss).toBe(0.2);
    expect(check('max_replace_loss: 20').issues[0]?.hint).toBe('Write 20%.');
    expect(check('max_replace_loss: 150').issues[0]?.hint).toBe('Write a share, at most 100%: 20%.');
  });

  test.each([
    ['version: 2', 'Expected one of "1", "1.0", got the number 2'],
    ['limits: 3', 'Expected a mapping, got the number 3'],
    ['limits: {max_attempts: 0}', 'Expected a number of at least 1, got the number 0'],
    ['max_replace_loss: 0.5', 'Expected a share, got the number 0.5'],
    ['max_replace_loss: 150', 'Expected a share, got the number 150'],
    ['max_replace_loss: 101%', 'Not written as expected: the text "101%"'],
    ['- a', 'Expected a mapping, got a list'],
    ['a: "', 'Not valid YAML: Missing closing "quote'],
  ])('%j is refused', (text, message) => {
    expect(check(text).issues.map((issue) => issue.message)).toEqual([message]);
  });
});
