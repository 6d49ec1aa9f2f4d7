import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../spec/json-value.ts';
import { parseJson } from './parse-json.ts';
import { promptMs } from '../../test/support/prompt.ts';

describe('numbers', () => {
  test('keeps every digit of integers beyond 2^53', () => {
    expect(parseJson('{"id": 12345678901234567890, "n": [-9007199254740993]}')).toEqual({
      id: 12345678901234567890n,
      n: [-9007199254740993n],
    });
  });

  test('leaves integers up to 2^53 - 1, and all decimals, numbers', () => {
    expect(parseJson('[9007199254740991, -9007199254740991, 1234567890123456.5, 1e20, 0]')).toEqual([
      9007199254740991, -9007199254740991, 1234567890123456.5, 1e20, 0,
    ]);
  });

  test('keeps numbers that no double can hold as text', () => {
    expect(parseJson('{"a":1e400,"b":-1.5E+999,"c":1e308}')).toEqual({ a: '1e400', b: '-1.5E+999', c: 1e308 });
  });

  test('reads any integer exactly, wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
        fc.constantFrom('', ' ', '\n'),
        (integer, blank) => {
          const document = parseJson(`{"a":${blank}${integer},"b":[1,${blank}${integer}]}`);
          const expected = Number.isSafeInteger(Number(integer)) ? Number(integer) : integer;
          expect(document).toEqual({ a: expected, b: [1, expected] });
          expect(parseJson(String(integer))).toEqual(expected);
        },
      ),
    );
  });
});

describe('keys', () => {
  test('reads keys with escapes right, also after the key that confuses JSON.parse', () => {
    const texts = ['{"\\\\":1}', '{"\\n":1,"a":2}', '{"\\"":3}', '{"\\/":{"\\u0061\\t" : 4}}'];
    const documents = Array.from({ length: 200 }, () => texts.map(parseJson)).flat();
    const expected = [{ '\\': 1 }, { '\n': 1, a: 2 }, { '"': 3 }, { '/': { 'a\t': 4 } }];
    documents.forEach((document, index) => expect(document).toEqual(expected[index % expected.length]));
  });

  test('keeps __proto__ an ordinary key', () => {
    for (const text of ['{"__proto__":{"admin":true}}', '{"__proto__":{"admin":true},"id":12345678901234567890}']) {
      const document = parseJson(text);
      expect(Object.keys(document as object)).toContain('__proto__');
      expect(Object.getPrototypeOf(document)).toBe(Object.prototype);
      expect('admin' in (document as object)).toBe(false);
    }
  });

  test('lets the last of equal keys count', () => {
    expect(parseJson('{"a":1,"a":2}')).toEqual({ a: 2 });
    expect(parseJson('{"a":1,"a":12345678901234567890}')).toEqual({ a: 12345678901234567890n });
  });
});

test('agrees with JSON.parse wherever that is exact', () => {
  const document = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });
  fc.assert(
    fc.property(document, fc.constantFrom(0, 2), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      // An integer beyond 2^53 is written out in full, and is then read as what it says.
      expect(roundBigInts(parseJson(text))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 300 },
  );
});

function roundBigInts(value: JsonValue): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(roundBigInts);
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.create(Object.prototype) as Record<string, unknown>;
  for (const [key, item] of Object.entries(value)) {
    Object.defineProperty(copy, key, {
      value: roundBigInts(item),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return copy;
}

test.each(['', '<html>', '{"a":1', '{"a":1}}', '{"id":12345678901234567890,}', '{"\\n":01}', 'undefined', "{'a':1}"])(
  'refuses %j',
  (text) => {
    expect(() => parseJson(text)).toThrow(expect.objectContaining({ code: 'response-invalid' }));
  },
);

test('refuses nesting that would exhaust the stack', () => {
  const text = `${'['.repeat(200_000)}12345678901234567890${']'.repeat(200_000)}`;
  expect(() => parseJson(text)).toThrow('nested too deeply');
});

test('stays linear on a long string full of escapes', () => {
  const text = JSON.stringify({ html: '\n"\\'.repeat(500_000), ids: '12345678901234567890' });
  const startedAt = performance.now();
  expect(parseJson(text)).toMatchObject({ ids: '12345678901234567890' });
  expect(performance.now() - startedAt).toBeLessThan(promptMs);
});
