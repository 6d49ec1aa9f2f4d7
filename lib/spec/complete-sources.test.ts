import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { completeSources, type CompletionContext } from './complete-sources.ts';
import { hoverSources } from './hover-sources.ts';

/** Splits a text at the cursor mark `|`. */
function atMark(marked: string): { text: string; offset: number } {
  const offset = marked.indexOf('|');
  return { text: marked.replace('|', ''), offset };
}

function complete(marked: string, context?: CompletionContext) {
  const { text, offset } = atMark(marked);
  return completeSources(text, offset, context);
}

const labels = (marked: string, context?: CompletionContext) => complete(marked, context).map(({ label }) => label);

/** The text after taking an offer, its fields filled with their placeholder or first choice. */
function accept(marked: string, label: string, context?: CompletionContext): string {
  const { text } = atMark(marked);
  const found = complete(marked, context).find((one) => one.label === label);
  if (found === undefined) throw new Error(`not offered: ${label}`);
  const lineStart = text.lastIndexOf('\n', found.start - 1) + 1;
  const indent = /^ */.exec(text.slice(lineStart))?.[0] ?? '';
  const filled = found.insertText
    .replaceAll(/\$\{\d+(?::(\w+)|\|([^,|]+)[^}]*)?\}/g, (_, name, choice) => name ?? choice ?? 'X')
    .replaceAll('\n', `\n${found.isSnippet ? indent : ''}`);
  return text.slice(0, found.start) + filled + text.slice(found.end);
}

/** A REST source around the given lines of its rest_api block, and another source behind it. */
const rest = (block: string) =>
  `sources:\n  - name: shop\n    type: rest_api\n    rest_api:\n${block.replaceAll(/^/gm, '      ')}\n  - name: b\n    type: dlt_native\n`;

describe('keys', () => {
  test('of the file, at its beginning', () => {
    expect(labels('|')).toEqual(['version', 'sources']);
    expect(labels('version: 1\n|')).toEqual(['sources']);
    expect(labels('version: 1\nsou|')).toEqual(['sources']);
  });

  test('of a source: its own type decides, what is there is not offered again', () => {
    expect(labels('sources:\n  - name: a\n    type: dlt_native\n    |\n')).toEqual([
      'dlt_native',
      'enabled',
      'description',
      'tags',
    ]);
    expect(labels('sources:\n  - |\n')).toEqual(
      expect.arrayContaining(['type: rest_api', 'type: dlt_native', 'name', 'type', 'enabled']),
    );
  });

  test('required ones come first', () => {
    expect(labels(rest('|')).slice(0, 2)).toEqual(['base_url', 'resources']);
    expect(complete(rest('|'))[0]).toMatchObject({
      detail: 'text, required',
      documentation: 'Absolute http:// or https:// URL that the endpoints are below.',
      insertText: 'base_url: ',
      isSnippet: false,
      kind: 'property',
    });
  });

  test('above and between the keys that are there', () => {
    expect(labels(rest('|\nbase_url: x\nresources: []'))).not.toContain('base_url');
    expect(labels(rest('base_url: x\nrate|\nresources: []'))).toContain('rate_limit');
  });

  test('of the chosen variant, once there is a type', () => {
    expect(labels(rest('auth:\n  |'))).toEqual([
      'type: bearer',
      'type: api_key',
      'type: http_basic',
      'type: oauth2_client_credentials',
      'type: oauth2_refresh_token',
      'type: oauth2_password',
      'type: oauth2_authorization_code',
      'type: login',
      'type',
    ]);
    expect(labels(rest('auth:\n  type: api_key\n  |'))).toEqual(['api_key', 'name', 'location', 'prefix']);
    expect(labels(rest('resources:\n  - name: a\n    pagination:\n      |\n      type: cursor'))).toEqual([
      'cursor_path',
      'cursor_from',
      'param',
      'sent_by',
      'start',
      'has_more_path',
      'stop_after_empty_page',
      'stop_when',
    ]);
  });

  test('in a file with Windows line endings', () => {
    expect(labels(rest('auth:\n  type: api_key\n  |\nrate_limit: 5').replaceAll('\n', '\r\n'))).toEqual([
      'api_key',
      'name',
      'location',
      'prefix',
    ]);
  });

  test('of a value that may also be a word, once it stands in its own line', () => {
    expect(labels(rest('resources:\n  - name: a\n    endpoint:\n      |'))).toContain('path');
  });

  test('in brackets', () => {
    expect(labels(rest('auth: {type: bearer, |}'))).toEqual(['token', 'prefix']);
    expect(labels(rest('auth: {type: bearer, to|'))).toEqual(['token', 'prefix']);
    expect(labels(rest('resources:\n  - {name: a, incremental: {|'))).toContain('cursor_path');
  });

  test('nowhere that they would not fit', () => {
    expect(labels(rest('base_url: x # |'))).toEqual([]);
    expect(labels(rest('# |'))).toEqual([]);
    expect(labels(rest('base_url: x\n   |'))).toEqual([]);
    expect(labels('sources:\n  - name: a\n    description: |\n'.replace('|', '>\n      some |'))).toEqual([]);
  });

  test('in a file that is broken elsewhere', () => {
    const broken =
      'sources:\n  - name: "x\n    type: [\n  - name: shop\n    type: rest_api\n    rest_api:\n      ba|\n';
    expect(labels(broken)).toContain('base_url');
    expect(labels('sources:\n- name: a\n  type: rest_api\n  rest_api:\n    pagi|\n\tx: {')).toContain('pagination');
  });

  test('a key that has its colon already is only renamed', () => {
    expect(accept(rest('bas|e_uri: x'), 'base_url')).toBe(rest('base_url: x'));
  });

  test('an offer brings the keys that it needs, in the right places', () => {
    const edited = accept('sources:\n  - name: a\n    type: rest_api\n    |\n', 'rest_api');
    expect(parse(edited)).toEqual({
      sources: [{ name: 'a', type: 'rest_api', rest_api: { base_url: 'X', resources: [{ name: 'X' }] } }],
    });
    expect(parse(accept('sources:\n  - |\n', 'type: rest_api'))).toEqual({
      sources: [{ type: 'rest_api', name: 'X', rest_api: { base_url: 'X', resources: [{ name: 'X' }] } }],
    });
    expect(parse(accept('|', 'sources'))).toHaveProperty('sources');
    expect(accept('sources:\n- name: a\n  |', 'enabled')).toBe('sources:\n- name: a\n  enabled: true');
  });
});

describe('values', () => {
  test('words, constants, true and false', () => {
    expect(labels(rest('resources:\n  - name: a\n    method: |'))).toEqual(['GET', 'POST']);
    expect(labels(rest('resources:\n  - name: a\n    write_disposition: me|'))).toEqual(['append', 'replace', 'merge']);
    expect(labels('sources:\n  - enabled: |')).toEqual(['true', 'false']);
    expect(labels('sources:\n  - type: |')).toEqual(['rest_api', 'dlt_native']);
    expect(labels('version: |')).toEqual(['1', '1', '1.0']);
  });

  test('types of a variant with what they mean', () => {
    expect(complete(rest('auth:\n  type: be|\n  token: x'))[0]).toMatchObject({
      label: 'bearer',
      detail: 'A token in the Authorization header.',
      kind: 'value',
    });
    expect(accept(rest('auth:\n  type: be|ar\n  token: x'), 'http_basic')).toContain('type: http_basic\n');
    expect(labels(rest('pagination: |'))).toContain('single_page');
    expect(labels(rest('auth: {type: |}'))).toContain('bearer');
  });

  test('take the place of what is typed, quotes too', () => {
    const method = (value: string) => rest(`resources:\n  - name: a\n    method: ${value}`);
    expect(accept(method('P|O # why'), 'POST')).toBe(method('POST # why'));
    expect(accept(method('"P|"'), 'POST')).toBe(method('POST'));
    expect(accept(method('P|').replaceAll('\n', '\r\n'), 'POST')).toBe(method('POST').replaceAll('\n', '\r\n'));
  });

  test('directly behind a colon comes the blank that YAML wants', () => {
    expect(accept('sources:\n  - enabled:|', 'true')).toBe('sources:\n  - enabled: true');
  });

  test('a list gets an entry', () => {
    expect(parse(accept(rest('base_url: x\nresources:\n  |'), '- …')).sources[0].rest_api.resources).toEqual([
      { name: 'X' },
    ]);
    expect(labels('sources:\n  |\n')).toEqual(['- type: rest_api', '- type: dlt_native']);
    expect(labels('sources:\n  - name: a\n    type: rest_api\n  |\n')).toContain('- type: rest_api');
  });

  test('modules of the project', () => {
    const text = 'sources:\n  - type: dlt_native\n    dlt_native:\n      source_module: cus|\n';
    expect(accept(text, 'custom_sources.my_api', { moduleNames: ['custom_sources.my_api'] })).toContain(
      'source_module: custom_sources.my_api\n',
    );
  });
});

describe('references', () => {
  const secrets = { secretNames: ['TOKEN', 'OTHER'] };

  test('secrets inside of a text', () => {
    expect(accept(rest('headers:\n  Authorization: "Bearer ${|"'), '${TOKEN}', secrets)).toContain(
      'Authorization: "Bearer ${TOKEN}"\n',
    );
    expect(accept(rest('base_url: "https://${TO|}/x"'), '${TOKEN}', secrets)).toContain('"https://${TOKEN}/x"');
    expect(accept(rest('base_url: ${|'), '${TOKEN}', secrets)).toContain('base_url: "${TOKEN}"\n');
    expect(labels(rest('auth:\n  type: bearer\n  token: |'), secrets)).toEqual(['${TOKEN}', '${OTHER}']);
    expect(labels(rest('auth: {type: bearer, token: "${|"}'), secrets)).toEqual(['${TOKEN}', '${OTHER}']);
  });

  const resources = (endpoint: string) =>
    rest(`resources:\n  - name: users\n    primary_key: user_id\n  - name: orders\n    endpoint: ${endpoint}`);

  test('fields of the other resources', () => {
    expect(labels(resources('"/users/{|"'))).toEqual([
      '{resources.users.user_id}',
      '{incremental.start_value}',
      '{incremental.end_value}',
      '{incremental.last_value}',
      '{incremental.initial_value}',
    ]);
    expect(accept(resources('"/users/{res|}/x"'), '{resources.users.user_id}')).toBe(
      resources('"/users/{resources.users.user_id}/x"'),
    );
    expect(accept(resources('"/users/{+|}/x"'), '{+resources.users.user_id}')).toBe(
      resources('"/users/{+resources.users.user_id}/x"'),
    );
    expect(accept(resources('/users/{|'), '{resources.users.user_id}')).toBe(
      resources('/users/{resources.users.user_id}'),
    );
  });
});

test('the lists that a resource is read for', () => {
  const resource = rest(
    'resources:\n  - name: sales\n    for_each: { country: [de], year: [2024] }\n    endpoint: "/{|"',
  );
  expect(labels(resource)).toEqual(expect.arrayContaining(['{for_each.country}', '{for_each.year}']));
  expect(accept(resource, '{for_each.year}')).toContain('endpoint: "/{for_each.year}"');
});

describe('fields that the last test has seen', () => {
  const record = [
    { path: 'user_id', kind: 'number' },
    { path: 'address.city', kind: 'text' },
  ] as const;
  const response = [{ path: 'data.items', kind: 'list' }] as const;
  const seen = new Map([['users', { record, response, headers: [] }]]);
  const users = (line: string) => rest(`resources:\n  - name: users\n    ${line}\n  - name: orders`);

  test('are values where a field of a record or a place in the response is asked for', () => {
    expect(accept(users('primary_key: |'), 'user_id', { seen })).toBe(users('primary_key: user_id'));
    expect(accept(users('primary_key: [address.city, u|]'), 'user_id', { seen })).toContain('[address.city, user_id]');
    expect(accept(users('data_selector:|'), 'data.items', { seen })).toBe(users('data_selector: data.items'));
    expect(labels(users('incremental: { cursor_path: | }'), { seen })).toEqual(['user_id', 'address.city']);
    expect(labels(users('table_name: |'), { seen })).toEqual([]);
  });

  test('are keys of a mapping by field', () => {
    expect(accept(users('columns:\n      |'), 'address.city', { seen })).toContain('      address.city: ');
  });

  test('are what a resource below can name', () => {
    const below = rest('resources:\n  - name: users\n  - name: orders\n    endpoint: "/a/{|"');
    expect(labels(below, { seen })).toEqual(
      expect.arrayContaining(['{resources.users.user_id}', '{resources.users.id}']),
    );
    expect(accept(below, '{resources.users.address.city}', { seen })).toContain('"/a/{resources.users.address.city}"');
  });
});

describe('hover', () => {
  const hover = (marked: string) => {
    const { text, offset } = atMark(marked);
    return hoverSources(text, offset);
  };

  test('tells meaning, kind, words and default', () => {
    expect(hover(rest('auth:\n  type: api_key\n  loca|tion: header'))?.markdown).toBe(
      '**location** (word)\n\nWhere the key is sent; `param` is another word for `query`, `body` makes a field of a POST. Default: header.\n\nAllowed: `header`, `query`, `param`, `cookie`, `body`',
    );
    expect(hover(rest('base_url: htt|ps://x'))?.markdown).toMatch(/^\*\*base_url\*\* \(text, required\)/);
    expect(hover(rest('auth:\n  ty|pe: bearer'))?.markdown).toContain('A token in the Authorization header.');
    expect(hover(rest('auth: {type: bearer, to|ken: x}'))?.markdown).toContain('Authorization: Bearer');
  });

  test('covers the key and its value, and says nothing about unknown ones', () => {
    const marked = rest('rate|_limit: 5 # x');
    const { start = 0, end = 0 } = hover(marked) ?? {};
    expect(marked.replace('|', '').slice(start, end)).toBe('rate_limit: 5');
    expect(hover(rest('unkn|own: 5'))).toBeUndefined();
    expect(hover('# no|te\n')).toBeUndefined();
  });
});

test("in dlt's words nothing but placeholders is offered, and nothing is explained", () => {
  const block = 'client: { base_url: https://a.b }\n';
  expect(complete(rest(`${block}re|`))).toEqual([]);
  expect(complete(rest(`${block}resources:\n  - na|`))).toEqual([]);
  const text = rest(`${block}resources: [a]`);
  expect(hoverSources(text, text.indexOf('resources'))).toBeUndefined();
});

test('no text and no cursor makes any of it throw', () => {
  const texts = [
    '{',
    '[[',
    '- - -',
    '"',
    "a: 'x",
    'a: {b: [c',
    '? x\n: y',
    '\t- x',
    'a: |\n',
    ': :',
    '}',
    '- {a: }',
    '%',
  ];
  for (const text of texts) {
    for (const whole of [text, rest(text)]) {
      for (let offset = 0; offset <= whole.length; offset += 1) {
        expect(() => completeSources(whole, offset, { secretNames: ['A'], moduleNames: ['b'] })).not.toThrow();
        expect(() => hoverSources(whole, offset)).not.toThrow();
      }
    }
  }
});
