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

describe('the shape of a rest_api block', () => {
  const resource = (keys: string) => `base_url: https://x.test\nresources:\n  - {name: a, ${keys}}`;
  test.each([
    [
      'base_url: https://x.test\nresources: []',
      ['[]', 'resources', 'Expected at least one entry, got an empty list', 'Add an entry or remove the key.'],
    ],
    ['resources:\n  - name: a', ['rest_api', 'base_url', 'Missing "base_url"', 'Add the key "base_url" here.']],
    [
      resource('paginaton: auto'),
      ['paginaton', 'resources[0].paginaton', 'Unknown key "paginaton"', 'Did you mean "pagination"?'],
    ],
    [
      resource('method: get'),
      ['get', 'resources[0].method', 'Expected one of "GET", "POST", got the text "get"', 'Did you mean "GET"?'],
    ],
    [
      resource('method: '),
      ['method', 'resources[0].method', 'Expected one of "GET", "POST", got nothing', 'Write one of "GET", "POST".'],
    ],
    [
      resource('primary_key: 3'),
      ['3', 'resources[0].primary_key', 'Expected a text or a list, got the number 3', 'Write a text or a list here.'],
    ],
    [
      resource('endpoint: {path: 3}'),
      ['3', 'resources[0].endpoint.path', 'Expected a text, got the number 3', 'Put the value in quotes.'],
    ],
    [
      resource('endpoint: {pth: /a}'),
      ['pth', 'resources[0].endpoint.pth', 'Unknown key "pth"', 'Did you mean "path"?'],
    ],
    [
      resource('endpoint: [a]'),
      ['[a]', 'resources[0].endpoint', 'Expected a text or a mapping, got a list', 'Write a text or a mapping here.'],
    ],
    [
      resource('pagination: {type: offset, limit: 0}'),
      [
        '0',
        'resources[0].pagination.limit',
        'Expected a number of at least 1, got the number 0',
        'Write a number of at least 1.',
      ],
    ],
    [
      resource('pagination: {type: offset, limit: "5"}'),
      ['"5"', 'resources[0].pagination.limit', 'Expected a number, got the text "5"', 'Remove the quotes.'],
    ],
    [
      resource('retry: {max_wait: 5m}'),
      ['5m', 'resources[0].retry.max_wait', 'Expected a number, got the text "5m"', 'Write it in seconds: 300.'],
    ],
    [
      resource('pagination: {type: page_number, start: 1.5}'),
      [
        '1.5',
        'resources[0].pagination.start',
        'Expected a whole number, got the number 1.5',
        'Write a whole number here.',
      ],
    ],
    [
      resource('pagination: {type: offset, parm: a}'),
      ['parm', 'resources[0].pagination.parm', 'Unknown key "parm"', 'Did you mean "param"?'],
    ],
    [
      resource('pagination: {type: cursor}'),
      ['pagination', 'resources[0].pagination.cursor_path', 'Missing "cursor_path"', 'Add the key "cursor_path" here.'],
    ],
    [
      resource('pagination: {param: x}'),
      ['pagination', 'resources[0].pagination.type', 'Missing "type"', 'Add the key "type" here.'],
    ],
    [
      resource('pagination: {type: ofset}'),
      [
        'ofset',
        'resources[0].pagination.type',
        'Expected one of "auto", "page_number", "offset", "cursor", "json_link", "header_link", "header_cursor", "single_page", got the text "ofset"',
        'Did you mean "offset"?',
      ],
    ],
    [
      resource('incremental: {}'),
      [
        'incremental',
        'resources[0].incremental.cursor_path',
        'Missing "cursor_path"',
        'Add the key "cursor_path" here.',
      ],
    ],
    [
      resource('incremental: {cursor_path: a, initial_value: true}'),
      [
        'true',
        'resources[0].incremental.initial_value',
        'Expected a text or a number, got true',
        'Write a text or a number here.',
      ],
    ],
  ])('%j is refused', (block, [place, keyPath, message, hint]) => {
    expect(issuesOf(restSource(block))).toEqual([[place, `sources[0].rest_api.${keyPath}`, message, hint]]);
  });

  test('unknown keys are found at every depth at once, in the order of the file', () => {
    const block =
      'base_ur: 1\nbase_url: https://x.test\nauth: {type: bearer, token: t, tokn: 2}\nresources:\n  - {name: a, x: 1, y: 2}';
    expect(issuesOf(restSource(block)).map(([place, keyPath]) => `${place} ${keyPath}`)).toEqual([
      'base_ur sources[0].rest_api.base_ur',
      'tokn sources[0].rest_api.auth.tokn',
      'x sources[0].rest_api.resources[0].x',
      'y sources[0].rest_api.resources[0].y',
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
      'api.example.com | Expected an absolute http:// or https:// URL, got the text "api.example.com"',
    ]);
    expect(told(block('ftp://x'))).toHaveLength(1);
    expect(told(block('${API}'))).toEqual([]);
  });

  test('names of resources make different tables', () => {
    expect(told(resources('name: a', 'name: a'))).toEqual(['a | A second resource is called "a"']);
    expect(told(resources('name: userOrders', 'name: user-orders'))).toEqual([
      'user-orders | "user-orders" and "userOrders" would both make the table "user_orders"',
    ]);
    expect(told(resources('name: _dlt_loads'))).toEqual(['_dlt_loads | "_dlt_loads" cannot name a table']);
  });

  test('merge needs a key, also when the defaults ask for it', () => {
    expect(told(resources('name: a, write_disposition: merge'))).toEqual([
      'merge | Resource "a" merges but has no primary_key',
    ]);
    const block =
      'base_url: https://x.test\nresource_defaults: {write_disposition: merge}\nresources:\n  - {name: a}\n  - {name: b, primary_key: id}';
    expect(told(restSource(block))).toEqual(['merge | Resource "a" merges but has no primary_key']);
  });

  test('replace below a resource with a cursor would keep the rows of the last changes only', () => {
    const orders = 'name: orders, primary_key: id, incremental: {cursor_path: u}';
    const lines = 'name: lines, write_disposition: replace, endpoint: "/orders/{resources.orders.id}/lines"';
    const words =
      'replace | Resource "lines" replaces its table, but it is read only for the records of "orders" that are new since the last sync';
    expect(told(resources(orders, lines))).toEqual([words]);
    expect(told(resources(lines, orders))).toEqual([words]);
    const taxes = 'name: taxes, write_disposition: replace, endpoint: "/lines/{resources.lines.id}"';
    expect(told(resources(orders, lines.replace('write_disposition: replace, ', ''), taxes))).toEqual([
      words.replace('"lines"', '"taxes"'),
    ]);
    expect(told(resources('name: orders', lines))).toEqual([]);
    expect(told(resources(`${orders}, write_disposition: replace`, lines))).toEqual([]);
    expect(issuesOf(resources(orders, lines))).toEqual([
      [
        'replace',
        'sources[0].rest_api.resources[1].write_disposition',
        expect.any(String),
        'Give it a primary_key and write_disposition: merge, or write_disposition: replace to "orders" as well.',
      ],
    ]);
  });

  test('a setting is given at the resource or in its endpoint, not in both', () => {
    expect(told(resources('name: a, method: GET, endpoint: {path: /a, method: GET}'))).toEqual([
      'method | "method" is set twice: at the resource and in its endpoint',
    ]);
  });

  test('a body needs POST', () => {
    expect(told(resources('name: a, json: {q: 1}'))).toEqual([
      'json | Resource "a" has a json body, which a GET request does not send',
    ]);
    expect(told(resources('name: a, method: POST, json: {q: 1}'))).toEqual([]);
  });

  test('paginations that need a key cannot be a bare word', () => {
    expect(told(resources('name: a, pagination: cursor'))).toEqual([
      'cursor | Pagination "cursor" needs "cursor_path"',
    ]);
    expect(told(resources('name: a, endpoint: {path: /a, pagination: json_link}'))).toEqual([
      'json_link | Pagination "json_link" needs "next_url_path"',
    ]);
    expect(told(resources('name: a, pagination: offset', 'name: b, pagination: single_page'))).toEqual([]);
  });

  test('the last page does not lie before the first', () => {
    expect(told(resources('name: a, pagination: {type: page_number, start: 3, max_page: 2}'))).toEqual([
      '2 | The last page 2 lies before the first page 3',
    ]);
    expect(told(resources('name: a, pagination: {type: offset, start: 9, max_offset: 5}'))).toEqual([
      '5 | The last offset 5 lies before the first offset 9',
    ]);
  });

  test('a list that empty pages do not end has another end', () => {
    const list = (more: string) =>
      told(resources(`name: a, pagination: {type: page_number, stop_after_empty_page: false${more}}`));
    expect(list('')).toEqual(['false | Nothing would end this list: empty pages do not, and there is no other rule']);
    expect(list(', total_path: pages')).toEqual([]);
    expect(list(', max_page: 9')).toEqual([]);
  });

  test('paging values have the place that they are sent to', () => {
    const paged = (more: string, sentBy: string) =>
      told(resources(`name: a${more}, pagination: {type: page_number, sent_by: ${sentBy}}`));
    expect(paged('', 'json')).toEqual([
      'json | Resource "a" pages in its json body, which a GET request does not send',
    ]);
    expect(paged(', method: POST', 'json')).toEqual([]);
    expect(paged('', 'path')).toEqual(['path | Resource "a" pages by its path, but the endpoint "a" has no {page}']);
    expect(paged(', endpoint: "/a/{page}"', 'path')).toEqual([]);
    expect(paged('', 'header')).toEqual([]);
  });

  test('paths have a syntax', () => {
    expect(told(resources('name: a, data_selector: a.b.'))).toEqual([
      'a.b. | "a.b." is not a path: expected a name at character 5, found the end',
    ]);
    expect(told(resources('name: a, params: {cursor_path: a.b.}'))).toEqual([]);
  });

  test('a parent exists, and is not its own ancestor', () => {
    expect(told(resources('name: users', 'name: b, endpoint: "/{resources.user.id}"'))).toEqual([
      '"/{resources.user.id}" | {resources.user.id} names the resource "user", which this source does not have',
    ]);
    expect(issuesOf(resources('name: users', 'name: b, endpoint: "/{resources.user.id}"'))[0]?.[3]).toBe(
      'Did you mean "users"?',
    );
    expect(told(resources('name: a, endpoint: "/{resources.b.id}"', 'name: b, endpoint: "/{resources.a.id}"'))).toEqual(
      ['"/{resources.b.id}" | Resources wait for each other: a needs b needs a'],
    );
    expect(told(resources('name: a, endpoint: "/{resources.a.id}"'))).toEqual([
      '"/{resources.a.id}" | Resources wait for each other: a needs a',
    ]);
  });

  test('placeholders may name resources above the parent', () => {
    const [a, b] = ['name: a', 'name: b, endpoint: "/{resources.a.id}/b"'];
    const both = 'params: {x: "{resources.a.id}", y: "{resources.b.id}"}';
    expect(told(resources(a, b, `name: c, ${both}`))).toEqual([]);
    expect(told(resources(`name: c, ${both}`, b, a))).toEqual([]);
    expect(told(resources('name: a, endpoint: "/{resources.c.id}"', b, `name: c, ${both}`))).toEqual([
      '"/{resources.c.id}" | Resources wait for each other: a needs c needs a',
    ]);
  });

  test('lists of for_each are used, and placeholders have their list', () => {
    expect(told(resources('name: a, for_each: {country: [de]}, params: {c: "{for_each.country}"}'))).toEqual([]);
    expect(told(resources('name: a, for_each: {country: [de]}, params: {c: "{for_each.contry}"}'))).toEqual([
      '"{for_each.contry}" | {for_each.contry} needs a list of values, and for_each has no "contry"',
    ]);
    expect(told(resources('name: a, for_each: {country: [de]}'))).toEqual([
      'country | No placeholder uses the values of "country", so every one of them would send the same request',
    ]);
    expect(told(resources('name: a, params: {c: "{for_each.}"}'))).toEqual([
      '"{for_each.}" | The placeholder {for_each.} names no list of values',
    ]);
  });

  test('include_from_parent has something to take from', () => {
    const child = (fields: string) =>
      resources('name: a', `name: b, endpoint: "/{resources.a.id}", include_from_parent: [${fields}]`);
    expect(told(child('id, meta.name'))).toEqual([]);
    expect(told(child('a.b.'))).toEqual(['a.b. | "a.b." is not a path: expected a name at character 5, found the end']);
    expect(told(resources('name: a, include_from_parent: [id]'))).toEqual([
      'id | include_from_parent needs a parent, and no placeholder of this resource names one',
    ]);
    const list = 'for_each: {c: [1]}, params: {c: "{for_each.c}"}';
    expect(told(resources(`name: a, ${list}, include_from_parent: [c]`))).toEqual([]);
    expect(told(resources(`name: a, ${list}, include_from_parent: [id]`))).toEqual([
      'id | include_from_parent names "id", which is not in for_each',
    ]);
  });

  test.each([
    ['end_value: 5', 'end_value needs an initial_value: every sync reads from the one to the other'],
    ['initial_value: 9, end_value: 7', 'end_value 7 lies before initial_value 9'],
    ['convert: "%Q"', 'The pattern "%Q" has the unknown field "%Q"'],
    ['convert: iso', '"iso" is neither a known form nor a pattern with %'],
    ['lag: 5', 'Resource "a" appends, so a lag would add the same records again with every sync'],
  ])('a cursor with %s', (settings, message) => {
    const found = told(resources(`name: a, incremental: {cursor_path: u, ${settings}}`));
    expect(found.map((one) => one.split(' | ')[1])).toEqual([message]);
  });

  test('a cursor with everything that belongs together', () => {
    const settings = 'initial_value: 1, end_value: 2, convert: "%Y-%m", lag: 5, row_order: desc, range_end: closed';
    expect(told(resources(`name: a, primary_key: id, incremental: {cursor_path: u, ${settings}}`))).toEqual([]);
  });

  test.each([
    ['{}', 'A step has one change, and this one has none'],
    ['{remove: a, keep: b}', 'A step has one change, and this one has remove, keep'],
    ['{remove: [a, "b[0]"]}', '"b[0]" leads to no field of its own'],
    ['{explode: "$"}', '"$" leads to no field of its own'],
    ['{rename: {a: "b[0].c"}}', '"b[0].c" leads to no field of its own'],
    ['{add: {a: "{record.x"}}', 'The text "{record.x" has a {record.… without its closing "}"'],
    ['{map: {"a[*]": lower}}', '"a[*]" leads to no field of its own'],
    ['{filter: {field: a, op: less_than}}', '"less_than" needs a value'],
    ['{filter: {field: a, op: missing, value: 1}}', '"missing" is compared with nothing'],
    ['{filter: [{field: a, value: [1]}, {field: a, op: in, value: 1}]}', '"in" needs a list of values'],
    ['{filter: {field: a, op: equals, value: [1]}}', '"equals" needs one value, not a list'],
  ])('the step %s', (step, message) => {
    const found = told(resources(`name: a, steps: [${step}]`));
    expect(found.map((one) => one.split(' | ')[1])).toEqual([message]);
  });

  test('steps that are right', () => {
    const steps =
      '{filter: [{field: a}, {field: b, value: [1, x]}]}, {add: {a.b: "{record.c[0]} {x}"}}, {map: {a: instant}}';
    expect(told(resources(`name: a, steps: [${steps}]`))).toEqual([]);
  });

  test('a table name is one of its own', () => {
    expect(told(resources('name: a, table_name: x', 'name: b, table_name: y'))).toEqual([]);
    expect(told(resources('name: a', 'name: b, table_name: A'))).toEqual([
      'A | "b" and "a" would both make the table "a"',
    ]);
    expect(told(resources('name: a, table_name: _dlt_loads'))).toEqual([
      '_dlt_loads | "_dlt_loads" cannot name a table',
    ]);
  });

  test('what is not selected has no cursor', () => {
    expect(told(resources('name: a, selected: false'))).toEqual([]);
    expect(told(resources('name: a, selected: false, incremental: {cursor_path: u}'))).toEqual([
      'false | Resource "a" is not selected, so the position of its cursor could not be saved',
    ]);
  });

  test('placeholders are complete, and a cursor placeholder needs a cursor', () => {
    expect(told(resources('name: a', 'name: b, endpoint: "/{resources.a}"'))).toEqual([
      '"/{resources.a}" | The placeholder {resources.a} names no resource and field',
    ]);
    expect(told(resources('name: a, params: {since: "{incremental.last_value}"}'))).toEqual([
      '"{incremental.last_value}" | {incremental.last_value} needs a cursor, and this resource has no "incremental"',
    ]);
    expect(
      told(resources('name: a, params: {since: "{incremental.last_value}"}, incremental: {cursor_path: u}')),
    ).toEqual([]);
    expect(told(resources('name: a, params: {q: "{other.word} {x}"}'))).toEqual([]);
  });

  test('a broken ${…} is told at its line', () => {
    expect(told(resources('name: a, params: {q: "${1}"}'))).toEqual(['"${1}" | "${1}" is not a reference to a value']);
  });
});
