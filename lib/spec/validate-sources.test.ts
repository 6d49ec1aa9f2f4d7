import { describe, expect, test } from 'vitest';
import type { SourceLocation } from '../errors/source-location.ts';
import { validateSources } from './validate-sources.ts';

const file = '.dango/sources.yml';

/** The word at a place, so that a test shows what an issue points to. */
const wordAt = (text: string, { line, column }: SourceLocation) =>
  /^"[^"]*"|^\{[^}]*\}|^\[[^\]]*\]|^[^\s,:{}[\]]+/.exec(text.split('\n')[line - 1]?.slice(column - 1) ?? '')?.[0];

const issuesOf = (text: string) =>
  validateSources(text, file).issues.map(({ at, keyPath, message, hint }) => [
    wordAt(text, at),
    keyPath,
    message,
    hint,
  ]);

/** One source around the given lines of its rest_api block. */
const restSource = (block: string) =>
  `sources:\n  - name: shop\n    type: rest_api\n    rest_api:\n${block.replaceAll(/^/gm, '      ')}\n`;

const tutorial = `
sources:
  - name: my_api
    type: rest_api
    enabled: true
    rest_api:
      base_url: "https://api.example.com"
      headers:
        Authorization: "Bearer \${MY_API_TOKEN}"
      resources:
        - name: users
          endpoint: /users
          method: GET
          pagination:
            type: page_number  # or: offset, cursor
            param: page
            start: 1
        - name: orders
          endpoint: /orders
          method: GET
          params:
            status: completed
  - name: my_custom_api
    type: dlt_native
    enabled: true
    dlt_native:
      source_module: "custom_sources.my_api"
      source_name: "my_api_source"
`;

describe('a file without faults', () => {
  test("the tutorial's sources are read as they are written", () => {
    const { entries, issues, version } = validateSources(tutorial, file);
    expect(issues).toEqual([]);
    expect(version).toBe(1);
    expect(entries.map(({ name, type, enabled, tags, at }) => ({ name, type, enabled, tags, line: at.line }))).toEqual([
      { name: 'my_api', type: 'rest_api', enabled: true, tags: [], line: 3 },
      { name: 'my_custom_api', type: 'dlt_native', enabled: true, tags: [], line: 23 },
    ]);
    expect(entries[1]?.spec).toEqual({
      name: 'my_custom_api',
      type: 'dlt_native',
      enabled: true,
      dlt_native: { source_module: 'custom_sources.my_api', source_name: 'my_api_source' },
    });
  });

  test.each([
    '',
    '# nothing yet\n',
    'sources:\n',
    'sources: []\n',
    'version: 1\n',
    'version: "1.0"\nsources:\n  # a\n',
  ])('%j has no sources', (text) => {
    expect(validateSources(text, file)).toEqual({ entries: [], issues: [], version: 1 });
  });

  test.each(['1', '"1"', '1.0', '"1.0"'])('version %s is known', (version) => {
    expect(issuesOf(`version: ${version}\n`)).toEqual([]);
  });

  test('an entry knows where each of its keys is written', () => {
    const entry = validateSources(tutorial, file).entries[0];
    const path = ['rest_api', 'resources', 1, 'params', 'status'];
    expect(entry?.locate(path)).toEqual({ file, line: 22, column: 21 });
    expect(entry?.locate(path, 'key')).toEqual({ file, line: 22, column: 13 });
    expect(entry?.keyPath(path)).toBe('sources[my_api].rest_api.resources[1].params.status');
  });

  test('integers that a number would round keep every digit', () => {
    const text = restSource(
      'base_url: https://x.test\nresources:\n  - {name: a, params: {id: 9007199254740993, n: 5}}',
    );
    const spec = validateSources(text, file).entries[0]?.spec;
    expect(spec?.type === 'rest_api' && spec.rest_api.resources[0]?.params).toEqual({ id: 9007199254740993n, n: 5 });
  });

  test('anchors and merge keys are understood', () => {
    const text = restSource(
      'base_url: https://x.test\nresources:\n  - &first {name: a, method: GET}\n  - {<<: *first, name: b}',
    );
    const spec = validateSources(text, file).entries[0]?.spec;
    expect(spec?.type === 'rest_api' && spec.rest_api.resources[1]).toEqual({ name: 'b', method: 'GET' });
  });
});

describe('the top level', () => {
  test.each([
    [
      '- a\n',
      ['-', '', 'Expected a mapping with the key "sources", got a list', 'Write "sources:" and the list below it.'],
    ],
    ['sorces: []\n', ['sorces', 'sorces', 'Unknown key "sorces"', 'Did you mean "sources"?']],
    [
      'sources: 3\n',
      [
        '3',
        'sources',
        'Expected a list of sources, got the number 3',
        'Start each source with "- name:" below this key.',
      ],
    ],
    [
      '\nversion: 2\n',
      [
        '2',
        'version',
        'Expected version 1, got the number 2',
        'Write version: 1, or use the version of Dango that wrote this file.',
      ],
    ],
  ])('%j is refused', (text, issue) => {
    expect(issuesOf(text)).toEqual([issue]);
  });
});

describe('the head of a source', () => {
  const source = (lines: string) => `sources:\n  - ${lines.replaceAll('\n', '\n    ')}\n`;
  const native = 'dlt_native: {source_module: custom_sources.a, source_name: a}';
  test.each([
    [
      `name: my-api\ntype: dlt_native\n${native}`,
      [
        'my-api',
        'sources[0].name',
        'Expected a name of lower-case letters, digits and underscores, a letter first, got "my-api"',
        'Write "my_api".',
      ],
    ],
    [
      `name: a\ntype: dlt_nativ\n${native}`,
      [
        'dlt_nativ',
        'sources[0].type',
        'Expected one of "rest_api", "dlt_native", got the text "dlt_nativ"',
        'Did you mean "dlt_native"?',
      ],
    ],
    [
      `name: a\ntype: dlt_native\nenabled: "yes"\n${native}`,
      ['"yes"', 'sources[0].enabled', 'Expected true or false, got the text "yes"', 'Write true or false here.'],
    ],
    [
      `name: a\ntype: dlt_native\ntags: x\n${native}`,
      ['x', 'sources[0].tags', 'Expected a list, got the text "x"', 'Write a list here.'],
    ],
    [`name: a\n${native}`, ['name', 'sources[0].type', 'Missing "type"', 'Add the key "type" here.']],
    [
      `name: a\ntype: dlt_native`,
      ['name', 'sources[0].dlt_native', 'Missing "dlt_native"', 'Add the key "dlt_native" here.'],
    ],
    [
      `name: a\ntype: dlt_native\n${native}\nrest_api: {}`,
      [
        'rest_api',
        'sources[0].rest_api',
        '"rest_api" does not belong to a source of type dlt_native',
        'Remove it, or write type: rest_api.',
      ],
    ],
    [
      `name: a\ntype: dlt_native\ndlt_native: {source_module: a/b.ts, source_name: a}`,
      [
        'a/b.ts',
        'sources[0].dlt_native.source_module',
        'Not written as expected: the text "a/b.ts"',
        'Write the module with dots and without ending, such as custom_sources.my_api.',
      ],
    ],
    [
      'name',
      [
        'name',
        'sources[0]',
        'Expected a mapping with name and type, got the text "name"',
        'Write "- name: …" and "type: …" below it.',
      ],
    ],
  ])('%j is refused', (lines, issue) => {
    expect(issuesOf(source(lines))).toEqual([issue]);
  });

  test('source_function is another word for source_name', () => {
    expect(issuesOf(source('name: a\ntype: dlt_native\ndlt_native: {source_module: a, source_function: b}'))).toEqual(
      [],
    );
  });

  test('a second source of the same name is the wrong one', () => {
    const one = `  - name: a\n    type: dlt_native\n    ${native}\n`;
    const { entries, issues } = validateSources(`sources:\n${one}${one}`, file);
    expect(entries.map(({ spec }) => spec !== undefined)).toEqual([true, false]);
    expect(issues).toEqual([
      expect.objectContaining({ keyPath: 'sources[1].name', message: 'A second source is called "a"' }),
    ]);
    expect(issues[0]?.at.line).toBe(5);
  });
});

describe('broken YAML', () => {
  const good = (name: string) =>
    `  - name: ${name}\n    type: dlt_native\n    dlt_native: {source_module: a, source_name: a}\n`;
  const bad = '  - name: bad\n    type: "dlt_native\n';

  test('a quote that is never closed disables its own source only and is told where it opens', () => {
    const { entries, issues } = validateSources(`version: 1\nsources:\n${good('a')}${bad}${good('c')}`, file);
    expect(entries.map(({ name, spec }) => [name, spec !== undefined])).toEqual([
      ['a', true],
      ['bad', false],
      ['c', true],
    ]);
    expect(issues).toEqual([expect.objectContaining({ source: 'bad', keyPath: 'sources[1]' })]);
    expect(issues[0]?.at).toEqual({ file, line: 7, column: 11 });
  });

  test('a tab in the indentation is told at its line', () => {
    const { entries, issues } = validateSources(`sources:\n${good('a')}  - name: b\n\ttype: x\n${good('c')}`, file);
    expect(entries.map(({ name, spec }) => [name, spec !== undefined])).toEqual([
      ['a', true],
      ['b', false],
      ['c', true],
    ]);
    expect(issues[0]).toMatchObject({
      message: 'Not valid YAML: Tabs are not allowed as indentation',
      at: { line: 6 },
    });
  });

  const pasted = (dict: string) => `sources:\n  - name: a\n    type: rest_api\n    rest_api: ${dict}\n`;

  test.each([
    [
      'a dict that is not indented',
      '{\n    "client": {\n      "base_url": "x"\n    },\n    "resources": ["a", "b"],\n}',
      'What stands in { } is not indented deeper than the key before it, or has no }',
      'Indent each line from the { to the }, that of the } too, deeper than the line of the key.',
    ],
    [
      'a secret of dlt',
      '{"client": {"auth": {"token": dlt.secrets["sources.github.token"]}}, "resources": ["a"]}',
      'dlt.secrets["sources.github.token"] is Python',
      'Write "${token}" in its place, and store the value with: dango secrets set token',
    ],
    [
      'a function',
      '{"resources": [{"name": "a", "filter": lambda x: x["id"] > 3}, "b"]}',
      'lambda is Python',
      'plain value',
    ],
    ['a text of Python', '{"resources": [{"name": f"{org}"}, "b"]}', 'f"…" is Python', 'plain value'],
    ['a word behind a text', '{"resources": ["a" b, "c"]}', 'b', 'Check quotes, brackets'],
  ])('%s is one fault, in plain words', (_, dict, message, hint) => {
    const { issues } = validateSources(pasted(dict), file);
    expect(issues).toEqual([
      expect.objectContaining({
        source: 'a',
        message: expect.stringContaining(message),
        hint: expect.stringContaining(hint),
      }),
    ]);
  });

  test('a mapping as a key is an unknown key, and nothing is written to stderr', async () => {
    const warnings: unknown[] = [];
    const listen = (warning: unknown) => void warnings.push(warning);
    process.on('warning', listen);
    const { issues } = validateSources('sources:\n  - {name: a, type: rest_api, {b: 1}: 2, rest_api: {}}\n', file);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', listen);
    expect(issues.map(({ message }) => message)).toContainEqual(expect.stringContaining('Unknown key'));
    expect(warnings).toEqual([]);
  });

  test('a key that is written twice is an error', () => {
    const { issues } = validateSources(`sources:\n${good('a')}    type: dlt_native\n`, file);
    expect(issues).toEqual([
      expect.objectContaining({ source: 'a', at: { file, line: 5, column: 5 }, hint: 'Remove one of the two keys.' }),
    ]);
  });

  test('a fault outside the sources leaves all of them usable', () => {
    const { entries, issues } = validateSources(`version: "1\nsources:\n${good('a')}`, file);
    expect(entries.map(({ spec }) => spec !== undefined)).toEqual([true]);
    expect(issues).toEqual([expect.objectContaining({ source: undefined, at: { file, line: 1, column: 10 } })]);
  });

  test('an alias without anchor disables its own source only', () => {
    const { entries } = validateSources(`sources:\n${good('a')}  - *nowhere\n${good('c')}`, file);
    expect(entries.map(({ spec }) => spec !== undefined)).toEqual([true, false, true]);
  });

  test('no text makes the check throw', () => {
    for (const text of ['\0', '{', '}', '%YAML 1.1\n---\n', '---\n---\n', '? a\n: b', '&a [*a]', '!!binary x', '\t']) {
      expect(() => validateSources(text, file)).not.toThrow();
      expect(() => validateSources(`sources:\n  - ${text}\n`, file)).not.toThrow();
    }
  });
});
