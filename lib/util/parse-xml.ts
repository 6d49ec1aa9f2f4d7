import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { isPlainObject } from './plain-object.ts';

export interface XmlOptions {
  /** Names of elements that are a list also where there is one only. Default: none. */
  readonly lists?: readonly string[] | undefined;
}

/** Elements within elements that are read. */
const mostLevels = 200;
/** What is no part of the document, in which the word may stand. */
const skippedParts = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<!(?:doctype|entity)/gi;
/** Marks a name that the parser would not use. */
const mark = '\0';
const refusedNames = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * XML as an object: an element with nothing but text is the text, any other an object of its elements, with its
 * attributes as `_name` and its text as `_text`. An element that comes several times is a list. Every value is a text;
 * an empty element is null.
 * @throws Error with what is wrong, also for a DOCTYPE, whose entities may unfold without end, and for too many levels.
 */
export function parseXml(text: string, { lists = [] }: XmlOptions = {}): Record<string, unknown> {
  if (text.matchAll(skippedParts).some(([part]) => /^<!(?:doctype|entity)/i.test(part))) {
    throw new Error('it has a DOCTYPE, which is refused because what it defines may unfold without end');
  }
  const verdict = XMLValidator.validate(text, { allowBooleanAttributes: true });
  if (verdict !== true) throw new Error(`${verdict.err.msg} (line ${verdict.err.line})`);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '_',
    textNodeName: '_text',
    allowBooleanAttributes: true,
    parseTagValue: false,
    parseAttributeValue: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    // Numbered characters are among these.
    htmlEntities: true,
    maxNestedTags: mostLevels,
    transformTagName: (name) => (refusedNames.has(name) ? mark + name : name),
    onDangerousProperty: (name) => mark + name,
    isArray: (name, _path, _isLeaf, isAttribute) => !isAttribute && lists.includes(name),
  });
  const document: unknown = parser.parse(text);
  return isPlainObject(document) ? readElement(document) : {};
}

function readElement(element: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(element).map(([name, value]) => [name.replace(mark, ''), readValue(value, name.startsWith('_'))]),
  );
}

function readValue(value: unknown, isAttribute: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => readValue(item, isAttribute));
  if (isPlainObject(value)) return readElement(value);
  return value === '' && !isAttribute ? null : value;
}
