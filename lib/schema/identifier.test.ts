import { describe, expect, test } from 'vitest';
import { normaliseIdentifier, normaliseName } from './identifier.ts';

/** Obtained by running dlt 1.26 (key, identifier, name where it differs). */
const vectors: readonly (readonly [string, string, string?])[] = [
  ['CamelCase', 'camel_case'],
  ['HTTPServer', 'http_server'],
  ['parseHTTPResponse', 'parse_http_response'],
  ['with space', 'with_space'],
  ['  trim  ', 'trim'],
  ['a-b', 'a_b'],
  ['a+b', 'axb'],
  ['a@b', 'aab'],
  ['a|b', 'alb'],
  ['1abc', '_1abc'],
  ['a__b', 'a_b', 'a__b'],
  ['__a', '_a', 'a'],
  ['a_', 'ax'],
  ['a__', 'axx', 'a'],
  ['a___b_', 'a_bx', 'a___bx'],
  ['_', 'x'],
  ['___', 'xxx', 'x'],
  ['a.b.c', 'a_b_c'],
  ['café', 'cafx'],
  ['naïve', 'na_ve'],
  ['日本', 'x'],
  ['ABc', 'a_bc'],
  ['a1B', 'a1_b'],
  ['1A', '_1_a'],
  ['event-ID', 'event_id'],
  ['@odata.nextLink', 'aodata_next_link'],
  ['UserIDs', 'user_i_ds'],
  ['APIv2', 'ap_iv2'],
  ['a(b)', 'a_bx'],
  ['100%', '_100x'],
  ['--', 'xx'],
  ['foo____bar', 'foo_bar', 'foo__bar'],
  ['x__1y', 'x_1y', 'x___1y'],
  ['x__y_', 'x_yx', 'x__yx'],
  ['-1', '_1'],
  ['İstanbul', '_stanbul'],
  ['', '_empty'],
  [' ', '_empty'],
];

describe('names follow dlt', () => {
  for (const [key, identifier, name = identifier] of vectors) {
    test(`${JSON.stringify(key)} is ${name}`, () => {
      expect([normaliseIdentifier(key), normaliseName(key)]).toEqual([identifier, name]);
    });
  }
});
