import { isMap, isNode, type Document, type YAMLMap } from 'yaml';
import type { JsonValue } from './json-value.ts';
import { blockEntryExtent, blockEntryStart, flowEntryRange } from './source-extent.ts';
import { spellFlow, spellKey, spellLines } from './spell-yaml.ts';
import { columnOf, insertLines, spliceText } from './text-lines.ts';
import { yamlLayout } from './yaml-layout.ts';

/** Writes a new key at the end of a mapping that has one or more. Undefined where the spelling is too odd. */
export function addYamlPair(
  text: string,
  document: Document,
  mapping: YAMLMap,
  key: string,
  value: JsonValue,
): string | undefined {
  const layout = yamlLayout(text, document);
  const last = mapping.items.length - 1;
  if (mapping.flow === true) {
    const end = flowEntryRange(mapping, last)?.end;
    return end === undefined ? undefined : spliceText(text, end, end, `, ${spellKey(key)}: ${spellFlow(value)}`);
  }
  const first = blockEntryStart(mapping, 0);
  const end = blockEntryExtent(text, mapping, last)?.end;
  if (first === undefined || end === undefined) return undefined;
  const indent = ' '.repeat(columnOf(text, first));
  const lines = spellLines({ [key]: value }, layout).map((line) => (line === '' ? '' : indent + line));
  return insertLines(text, end, lines.join(layout.lineEnding), layout.lineEnding);
}

/** Writes a key into a document that holds nothing yet. */
export function addFirstPair(text: string, document: Document, key: string, value: JsonValue): string | undefined {
  if (isNode(document.contents) && isMap(document.contents)) return undefined;
  const layout = yamlLayout(text, document);
  return insertLines(
    text,
    text.length,
    spellLines({ [key]: value }, layout).join(layout.lineEnding),
    layout.lineEnding,
  );
}
