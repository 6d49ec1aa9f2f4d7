import { describe, expect, test } from 'vitest';
import { parseXml } from './parse-xml.ts';

describe('parseXml', () => {
  test.each([
    ['<?xml version="1.0"?><a id="1"><b>1</b><b>2</b></a>', { a: { _id: '1', b: ['1', '2'] } }],
    ['<a><b x="">t</b><c/><d></d></a>', { a: { b: { _x: '', _text: 't' }, c: null, d: null } }],
    ['<a>&amp;&lt;&#233;&#xe9;</a>', { a: '&<éé' }],
    ['<a><![CDATA[<x>&amp;<!DOCTYPE>]]><!-- <!DOCTYPE --></a>', { a: '<x>&amp;<!DOCTYPE>' }],
    ['<a><price>007.50</price><ok>true</ok></a>', { a: { price: '007.50', ok: 'true' } }],
    ['<n:a xmlns:n="u"><n:b>1</n:b></n:a>', { 'n:a': { '_xmlns:n': 'u', 'n:b': '1' } }],
    ['<a>\n  <b> x </b>\n</a>', { a: { b: 'x' } }],
  ])('%s', (text, document) => {
    expect(parseXml(text)).toEqual(document);
  });

  test('names that objects have by themselves are names like any other', () => {
    const document = parseXml('<a><constructor>1</constructor><__proto__ toString="2"/></a>');
    expect(JSON.stringify(document)).toBe('{"a":{"constructor":"1","__proto__":{"_toString":"2"}}}');
    expect('_toString' in {}).toBe(false);
  });

  test('a list of one is a list where its name says so', () => {
    expect(parseXml('<a><b><c>1</c></b></a>', { lists: ['b', 'c'] })).toEqual({ a: { b: [{ c: ['1'] }] } });
  });

  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>`;
  test.each([
    [bomb, 'DOCTYPE'],
    ['<!doctype html><html></html>', 'DOCTYPE'],
    ['<!DOCTYPE x SYSTEM "file:///etc/passwd"><x>&e;</x>', 'DOCTYPE'],
    ['<a><b></a>', 'Expected closing tag'],
    ['<a>', 'Unclosed tag'],
    ['{"a":1}', 'is not expected'],
    ['', 'Start tag expected'],
    [`${'<a>'.repeat(300)}${'</a>'.repeat(300)}`, 'nested'],
  ])('%s is refused', (text, why) => {
    expect(() => parseXml(text)).toThrow(why);
  });
});
