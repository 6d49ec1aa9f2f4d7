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

  test.each(['', '# nothing yet\n', 'sources:\n', 'sources: []\n', 'version: 1\n', 'version: "1.0"\nsources:\n  # a\n'])(
    '%j has no sources',
    (text) => {
      expect(validateSources(text, file)).toEqual({ entries: [], issues: [], version: 1 });
    },
  );

  test.each(['1', '"1"', '1.0', '"1.0"'])('version %s is known', (version) => {
    expect(issuesOf(`version: ${version}\n`)).toEqual([]);
  });

  test('an entry knows where each of its keys is written', () => {
    const entry = validateSources(tutorial, file).entries[0];
    const path = ['rest_api', 'resources', 1, 'params', 'status'];
    expect(entry?.locate(path)).toEqual({ file, line: 22, column: 21 });
    expect(entry?.locate(path, 'key')).toEqual({ file, line: 22, column: 13 });
    expect(entry?.keyPath(path)).toBe('sources[0].rest_api.resources[1].params.status');
  });

  test('integers that a number would round keep every digit', () => {
    const text = restSource('base_url: https://x.test\nresources:\n  - {name: a, params: {id: 9007199254740993, n: 5}}');
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
    ['- a\n', ['1:1', '', 'Expected a mapping with the key "sources", got a list', 'Write "sources:" and the list below it.']],
    ['sorces: []\n', ['1:1', 'sorces', 'Unknown key "sorces"', 'Did you mean "sources"?']],
    ['sources: 3\n', ['1:10', 'sources', 'Expected a list of sources, got the number 3', 'Start each source with "- name:" below this key.']],
    ['\nversion: 2\n', ['2:10', 'version', 'Expected version 1, got the number 2', 'Write version: 1, or use the version of Dango that wrote this file.']],
  ])('%j is refused', (text, issue) => {
    expect(issuesOf(text)).toEqual([issue]);
  });
});

describe('the head of a source', () => {
  const source = (lines: string) => `sources:\n  - ${lines.replaceAll('\n', '\n    ')}\n`;
  const native = 'dlt_native: {source_module: custom_sources.a, source_name: a}';
  test.each([
    [`name: my-api\ntype: dlt_native\n${native}`, ['2:11', 'sources[0].name', 'Expected a name of lower-case letters, digits and underscores, a letter first, got "my-api"', 'Write "my_api".']],
    [`name: a\ntype: dlt_nativ\n${native}`, ['3:11', 'sources[0].type', 'Expected one of "rest_api", "dlt_native", got the text "dlt_nativ"', 'Did you mean "dlt_native"?']],
    [`name: a\ntype: dlt_native\nenabled: "yes"\n${native}`, ['4:14', 'sources[0].enabled', 'Expected true or false, got the text "yes"', 'Write true or false here.']],
    [`name: a\ntype: dlt_native\ntags: x\n${native}`, ['4:11', 'sources[0].tags', 'Expected a list, got the text "x"', 'Write a list here.']],
    [`name: a\n${native}`, ['2:5', 'sources[0].type', 'Missing "type"', 'Add the key "type" here.']],
    [`name: a\ntype: dlt_native`, ['2:5', 'sources[0].dlt_native', 'Missing "dlt_native"', 'Add the key "dlt_native" here.']],
    [`name: a\ntype: dlt_native\n${native}\nrest_api: {}`, ['5:5', 'sources[0].rest_api', '"rest_api" does not belong to a source of type dlt_native', 'Remove it, or write type: rest_api.']],
    [`name: a\ntype: dlt_native\ndlt_native: {source_module: a}`, ['4:5', 'sources[0].dlt_native.source_name', 'Missing "source_name"', 'Add the key "source_name" here.']],
    [`name: a\ntype: dlt_native\ndlt_native: {source_module: a/b.ts, source_name: a}`, ['4:33', 'sources[0].dlt_native.source_module', 'Not written as expected: the text "a/b.ts"', 'Write the module with dots and without ending, such as custom_sources.my_api.']],
    ['name', ['2:5', 'sources[0]', 'Expected a mapping with name and type, got the text "name"', 'Write "- name: …" and "type: …" below it.']],
  ])('%j is refused', (lines, issue) => {
    expect(issuesOf(source(lines))).toEqual([issue]);
  });

  test('source_function is another word for source_name', () => {
    expect(issuesOf(source('name: a\ntype: dlt_native\ndlt_native: {source_module: a, source_function: b}'))).toEqual([]);
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

describe('the shape of a rest_api block', () => {
  const resource = (keys: string) => `base_url: https://x.test\nresources:\n  - {name: a, ${keys}}`;
  test.each([
    ['base_url: https://x.test\nresources: []', ['6:18', 'resources', 'Expected at least one entry, got an empty list', 'Add an entry or remove the key.']],
    ['resources:\n  - name: a', ['4:5', 'base_url', 'Missing "base_url"', 'Add the key "base_url" here.']],
    [resource('paginaton: auto'), ['7:20', 'resources[0].paginaton', 'Unknown key "paginaton"', 'Did you mean "pagination"?']],
    [resource('method: get'), ['7:28', 'resources[0].method', 'Expected one of "GET", "POST", got the text "get"', 'Did you mean "GET"?']],
    [resource('method: '), ['7:20', 'resources[0].method', 'Expected one of "GET", "POST", got nothing', 'Write one of "GET", "POST".']],
    [resource('primary_key: 3'), ['7:33', 'resources[0].primary_key', 'Expected a text or a list, got the number 3', 'Write a text or a list here.']],
    [resource('endpoint: {path: 3}'), ['7:37', 'resources[0].endpoint.path', 'Expected a text, got the number 3', 'Put the value in quotes.']],
    [resource('endpoint: {pth: /a}'), ['7:31', 'resources[0].endpoint.pth', 'Unknown key "pth"', 'Did you mean "path"?']],
    [resource('endpoint: [a]'), ['7:30', 'resources[0].endpoint', 'Expected a text or a mapping, got a list', 'Write a text or a mapping here.']],
    [resource('pagination: {type: offset, limit: 0}'), ['7:54', 'resources[0].pagination.limit', 'Expected a number of at least 1, got the number 0', 'Write a number of at least 1.']],
    [resource('pagination: {type: offset, limit: "5"}'), ['7:54', 'resources[0].pagination.limit', 'Expected a number, got the text "5"', 'Remove the quotes.']],
    [resource('pagination: {type: page_number, start: 1.5}'), ['7:59', 'resources[0].pagination.start', 'Expected a whole number, got the number 1.5', 'Write a whole number here.']],
    [resource('pagination: {type: offset, parm: a}'), ['7:47', 'resources[0].pagination.parm', 'Unknown key "parm"', 'Did you mean "param"?']],
    [resource('pagination: {type: cursor}'), ['7:20', 'resources[0].pagination.cursor_path', 'Missing "cursor_path"', 'Add the key "cursor_path" here.']],
    [resource('pagination: {param: x}'), ['7:20', 'resources[0].pagination.type', 'Missing "type"', 'Add the key "type" here.']],
    [resource('pagination: {type: ofset}'), ['7:39', 'resources[0].pagination.type', 'Expected one of "auto", "page_number", "offset", "cursor", "json_link", "header_link", "header_cursor", "single_page", got the text "ofset"', 'Did you mean "offset"?']],
    [resource('incremental: {}'), ['7:20', 'resources[0].incremental.cursor_path', 'Missing "cursor_path"', 'Add the key "cursor_path" here.']],
    [resource('incremental: {cursor_path: a, initial_value: true}'), ['7:65', 'resources[0].incremental.initial_value', 'Expected a text or a number, got true', 'Write a text or a number here.']],
  ])('%j is refused', (block, [place, keyPath, message, hint]) => {
    expect(issuesOf(restSource(block))).toEqual([[place, `sources[0].rest_api.${keyPath}`, message, hint]]);
  });

  test('unknown keys are found at every depth at once, in the order of the file', () => {
    const block = 'base_ur: 1\nbase_url: https://x.test\nauth: {type: bearer, token: t, tokn: 2}\nresources:\n  - {name: a, x: 1, y: 2}';
    expect(issuesOf(restSource(block)).map(([place, keyPath]) => `${place} ${keyPath}`)).toEqual([
      '5:7 sources[0].rest_api.base_ur',
      '7:38 sources[0].rest_api.auth.tokn',
      '9:19 sources[0].rest_api.resources[0].x',
      '9:25 sources[0].rest_api.resources[0].y',
    ]);
  });

  test('a wrong value below auth or headers is not shown', () => {
    const text = restSource('base_url: https://x.test\nauth: {type: bearer, token: 12345678}\nresources: [{name: a}]');
    expect(issuesOf(text)[0]?.[2]).toBe('Expected a text, got a number');
  });
});

describe('the meaning of a rest_api block', () => {
  const resources = (...lines: string[]) =>
    restSource(`base_url: https://x.test\nresources:\n${lines.map((line) => `  - {${line}}`).join('\n')}`);
  const told = (text: string) => issuesOf(text).map(([word, , message]) => `${word} | ${message}`);

  test('base_url is an http address, unless it is interpolated', () => {
    const block = (url: string) => restSource(`base_url: ${url}\nresources: [{name: a}]`);
    expect(told(block('api.example.com'))).toEqual([
      '5:17 Expected an absolute http:// or https:// URL, got the text "api.example.com"',
    ]);
    expect(told(block('ftp://x'))).toHaveLength(1);
    expect(told(block('${API}'))).toEqual([]);
  });

  test('names of resources make different tables', () => {
    expect(told(resources('name: a', 'name: a'))).toEqual(['8:16 A second resource is called "a"']);
    expect(told(resources('name: userOrders', 'name: user-orders'))).toEqual([
      '8:16 "user-orders" and "userOrders" would both make the table "user_orders"',
    ]);
    expect(told(resources('name: _dlt_loads'))).toEqual(['7:16 "_dlt_loads" cannot name a table']);
  });

  test('merge needs a key, also when the defaults ask for it', () => {
    expect(told(resources('name: a, write_disposition: merge'))).toEqual([
      '7:38 Resource "a" merges but has no primary_key',
    ]);
    const block = 'base_url: https://x.test\nresource_defaults: {write_disposition: merge}\nresources:\n  - {name: a}\n  - {name: b, primary_key: id}';
    expect(told(restSource(block))).toEqual(['6:46 Resource "a" merges but has no primary_key']);
  });

  test('a setting is given at the resource or in its endpoint, not in both', () => {
    expect(told(resources('name: a, method: GET, endpoint: {path: /a, method: GET}'))).toEqual([
      '7:52 "method" is set twice: at the resource and in its endpoint',
    ]);
  });

  test('a body needs POST', () => {
    expect(told(resources('name: a, json: {q: 1}'))).toEqual([
      '7:19 Resource "a" has a json body, which a GET request does not send',
    ]);
    expect(told(resources('name: a, method: POST, json: {q: 1}'))).toEqual([]);
  });

  test('paginations that need a key cannot be a bare word', () => {
    expect(told(resources('name: a, pagination: cursor'))).toEqual(['7:31 Pagination "cursor" needs "cursor_path"']);
    expect(told(resources('name: a, endpoint: {path: /a, pagination: json_link}'))).toEqual([
      '7:52 Pagination "json_link" needs "next_url_path"',
    ]);
    expect(told(resources('name: a, pagination: offset', 'name: b, pagination: single_page'))).toEqual([]);
  });

  test('the last page does not lie before the first', () => {
    expect(told(resources('name: a, pagination: {type: page_number, start: 3, max_page: 2}'))).toEqual([
      '7:71 The last page 2 lies before the first page 3',
    ]);
  });

  test('paths have a syntax', () => {
    expect(told(resources('name: a, data_selector: a..b'))).toEqual([
      '7:34 "a..b" is not a path: expected a name at character 3, found ".b"',
    ]);
    expect(told(resources('name: a, params: {cursor_path: a..b}'))).toEqual([]);
  });

  test('a parent exists, is one, and is not its own ancestor', () => {
    expect(told(resources('name: users', 'name: b, endpoint: "/{resources.user.id}"'))).toEqual([
      '8:29 {resources.user.id} names the resource "user", which this source does not have',
    ]);
    expect(issuesOf(resources('name: users', 'name: b, endpoint: "/{resources.user.id}"'))[0]?.[3]).toBe(
      'Did you mean "users"?',
    );
    expect(
      told(resources('name: a', 'name: b', 'name: c, endpoint: "/{resources.a.id}", params: {x: "{resources.b.id}"}')),
    ).toEqual(['9:67 A resource has one parent, but this one names "a" and "b"']);
    expect(told(resources('name: a, endpoint: "/{resources.b.id}"', 'name: b, endpoint: "/{resources.a.id}"'))).toEqual([
      '7:29 Resources wait for each other: a needs b needs a',
    ]);
    expect(told(resources('name: a, endpoint: "/{resources.a.id}"'))).toEqual([
      '7:29 Resources wait for each other: a needs a',
    ]);
  });

  test('placeholders are complete, and a cursor placeholder needs a cursor', () => {
    expect(told(resources('name: a', 'name: b, endpoint: "/{resources.a}"'))).toEqual([
      '8:29 The placeholder {resources.a} names no resource and field',
    ]);
    expect(told(resources('name: a, params: {since: "{incremental.last_value}"}'))).toEqual([
      '7:35 {incremental.last_value} needs a cursor, and this resource has no "incremental"',
    ]);
    expect(
      told(resources('name: a, params: {since: "{incremental.last_value}"}, incremental: {cursor_path: u}')),
    ).toEqual([]);
    expect(told(resources('name: a, params: {q: "{other.word} {x}"}'))).toEqual([]);
  });

  test('a broken ${…} is told at its line', () => {
    expect(told(resources('name: a, params: {q: "${1}"}'))).toEqual(['7:31 "${1}" is not a reference to a value']);
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
    expect(issues[0]).toMatchObject({ message: 'Not valid YAML: Tabs are not allowed as indentation', at: { line: 6 } });
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
