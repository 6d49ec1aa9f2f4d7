import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordLine } from './record-line.ts';

describe('recordLine', () => {
  test('puts the id in front and keeps the record', () => {
    expect(recordLine('a.1', { id: 1, tags: ['x'] })).toBe('{"_dlt_id":"a.1","id":1,"tags":["x"]}');
    expect(recordLine('a.1', {})).toBe('{"_dlt_id":"a.1"}');
  });

  test('keeps every digit of large integers', () => {
    expect(recordLine('i', { n: 12345678901234567890n })).toBe('{"_dlt_id":"i","n":12345678901234567890}');
  });

  test('wraps what is not an object', () => {
    expect(recordLine('i', 5)).toBe('{"_dlt_id":"i","value":5}');
    expect(recordLine('i', null)).toBe('{"_dlt_id":"i","value":null}');
  });

  test('keeps an id that the record brought under another name', () => {
    expect(recordLine('i', { _dlt_id: 'x', a: 1 })).toBe('{"_dlt_id":"i","source_dlt_id":"x","a":1}');
    expect(recordLine('i', { _DLT_ID: 'x' })).toBe('{"_dlt_id":"i","source_DLT_ID":"x"}');
  });

  test('takes an object at its word when it says how it is written', () => {
    expect(recordLine('i', new URL('https://a.test/x'))).toBe('{"_dlt_id":"i","value":"https://a.test/x"}');
  });

  test('replaces half surrogate pairs and nothing else', () => {
    expect(JSON.parse(recordLine('i', { a: '\ud800\ud800', '\udfff': 1 }))).toEqual({
      _dlt_id: 'i',
      a: '\uFFFD\uFFFD',
      '\uFFFD': 1,
    });
    expect(JSON.parse(recordLine('i', { a: '\ud800', b: '\ud800\udc00\udfff', c: '\\ud800' }))).toEqual({
      _dlt_id: 'i',
      a: '\uFFFD',
      b: '\ud800\udc00\uFFFD',
      c: '\\ud800',
    });
    fc.assert(
      fc.property(fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }), (text) => {
        expect(JSON.parse(recordLine('i', { text }))).toEqual({ _dlt_id: 'i', text: text.toWellFormed() });
      }),
    );
  });
});
