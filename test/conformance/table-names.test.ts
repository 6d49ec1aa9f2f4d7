import { expect, test } from 'vitest';
import { normaliseIdentifier, normaliseName } from '../../lib/schema/identifier.ts';
import { shortenName } from '../../lib/schema/shorten-name.ts';

/** What dlt 1.26 makes of a key: the identifier, and the name of a column or table where that differs. */
const names: readonly (readonly [id: string, key: string, identifier: string, name?: string])[] = [
  ['I1.01', 'CamelCase', 'camel_case'],
  ['I1.02', 'camelCase', 'camel_case'],
  ['I1.03', 'HTTPServer', 'http_server'],
  ['I1.04', 'parseHTTPResponse', 'parse_http_response'],
  ['I1.05', 'XMLHttpRequest', 'xml_http_request'],
  ['I1.06', 'with space', 'with_space'],
  ['I1.07', '  trim  ', 'trim'],
  ['I1.08', 'a-b', 'a_b'],
  ['I1.09', 'a+b', 'axb'],
  ['I1.10', 'a*b', 'axb'],
  ['I1.11', 'a@b', 'aab'],
  ['I1.12', 'a|b', 'alb'],
  ['I1.13', '1abc', '_1abc'],
  ['I1.14', '123', '_123'],
  ['I1.15', 'a__b', 'a_b', 'a__b'],
  ['I1.16', '__a', '_a', 'a'],
  ['I1.17', '_a', '_a'],
  ['I1.18', 'a_', 'ax'],
  ['I1.19', 'a__', 'axx', 'a'],
  ['I1.20', 'a___b_', 'a_bx', 'a___bx'],
  ['I1.21', '_', 'x'],
  ['I1.22 (differs)', '__', 'xx', 'xx'],
  ['I1.23', '___', 'xxx', 'x'],
  ['I1.24', 'a.b.c', 'a_b_c'],
  ['I1.25', 'ą', 'x'],
  ['I1.26', 'café', 'cafx'],
  ['I1.27', 'naïve', 'na_ve'],
  ['I1.28', '日本', 'x'],
  ['I1.29', '😀', 'x'],
  ['I1.30', 'AB', 'ab'],
  ['I1.31', 'ABc', 'a_bc'],
  ['I1.32', 'aBC', 'a_bc'],
  ['I1.33', 'a1B', 'a1_b'],
  ['I1.34', '1A', '_1_a'],
  ['I1.35', 'event-ID', 'event_id'],
  ['I1.36', '@odata.nextLink', 'aodata_next_link'],
  ['I1.37', '$ref', '_ref'],
  ['I1.38', '#hash', '_hash'],
  ['I1.39', 'userID', 'user_id'],
  ['I1.40', 'UserIDs', 'user_i_ds'],
  ['I1.41', 'iPhone', 'i_phone'],
  ['I1.42', 'v2Api', 'v2_api'],
  ['I1.43', 'APIv2', 'ap_iv2'],
  ['I1.44', 'a/b', 'a_b'],
  ['I1.45', 'a\\b', 'a_b'],
  ['I1.46', 'a:b', 'a_b'],
  ['I1.47', 'a(b)', 'a_bx'],
  ['I1.48', '(a)', '_ax'],
  ['I1.49', 'a%', 'ax'],
  ['I1.50', '100%', '_100x'],
  ['I1.51', '%', 'x'],
  ['I1.52', '?', 'x'],
  ['I1.53', '-', 'x'],
  ['I1.54', '+', 'x'],
  ['I1.55', '*', 'x'],
  ['I1.56', '@', 'a'],
  ['I1.57', '|', 'l'],
  ['I1.58', '--', 'xx'],
  ['I1.59', 'a--b', 'a_b'],
  ['I1.60', 'foo__bar', 'foo_bar', 'foo__bar'],
  ['I1.61', 'foo___bar', 'foo_bar', 'foo___bar'],
  ['I1.62', 'foo____bar', 'foo_bar', 'foo__bar'],
  ['I1.63', 'x__1y', 'x_1y', 'x___1y'],
  ['I1.64', 'x__y_', 'x_yx', 'x__yx'],
  ['I1.65', '-1', '_1'],
  ['I1.66', '+1', 'x1'],
  ['I1.67', 'émile', '_mile'],
  ['I1.68', 'straße', 'stra_e'],
  ['I1.69', 'İstanbul', '_stanbul'],
  ['I1.70', '', '_empty'],
  ['I1.71', ' ', '_empty'],
];

test.each(names.map(([id, key, identifier, name = identifier]) => ({ id, key, identifier, name })))(
  '$id the name of $key is $name',
  ({ key, identifier, name }) => {
    expect([normaliseIdentifier(key), normaliseName(key)]).toEqual([identifier, name]);
  },
);

const long = 'a_very_long_identifier_name_that_goes_on_and_on_and_on_past_the_sixty_three_char_limit';

test.each([
  ['I1.72', 63, 'a_very_long_identifier_name_t1ury6wt_the_sixty_three_char_limit'],
  ['I1.73', 20, 'a_very_1ury6wr_limit'],
])('%s of what is longer than %i characters the middle gives way to a tag', (_, longest, name) => {
  expect(shortenName(long, long, longest)).toBe(name);
});

test('I1.74 the limit is that of the warehouse', () => {
  const key = `${'Long'.repeat(20_000)}End`;
  const name = normaliseName(key);
  expect(name).toHaveLength(65_536);
  expect(name).toMatch(/^long_long_.*[a-z0-9]{6}.*_end$/);
  expect(normaliseName(`${key}s`)).not.toBe(name);
});
