import { isScalar, isSeq, type Pair } from 'yaml';
import { DangoError } from '../errors/dango-error.ts';
import { lineEndingOf } from '../util/line-ending.ts';
import { isPlainObject } from '../util/plain-object.ts';
import { blockEntryExtent, dashIndent } from './source-extent.ts';
import { openSourcesList, verifyEdit, type SourcesList } from './sources-list.ts';
import { insertLines, lineEndOf, spliceText } from './text-lines.ts';
import { readYaml, yamlValue } from './yaml-text.ts';

/**
 * Adds a source behind the others in a sources.yml; every other byte stays. The snippet is the YAML of one source, with
 * or without the dash in front, in its own indentation; it is not checked beyond being a mapping with a name.
 * Throws `usage-invalid` for another snippet or a name that is taken, `config-invalid` when the file cannot be changed.
 */
export function appendSource(text: string, snippet: string): string {
  const list = openSourcesList(text);
  const { lines, value, name } = readSnippet(snippet);
  if (list.values.some((source) => isPlainObject(source) && source['name'] === name)) {
    const hint = 'Choose another name, or change the source that is there.';
    throw new DangoError(`There is already a source called "${name}"`, { code: 'usage-invalid', hint });
  }
  const eol = lineEndingOf(text);
  const entry = (indent: number) =>
    lines
      .map((line, index) => (line === '' ? '' : `${' '.repeat(indent)}${index === 0 ? '- ' : '  '}${line}`))
      .join(eol);
  return verifyEdit(insertEntry(list, entry, eol), [...list.values, value], name);
}

function insertEntry({ text, node, pair }: SourcesList, entry: (indent: number) => string, eol: string): string {
  const indent = node && dashIndent(text, node);
  if (node !== undefined && indent !== undefined) {
    const end = blockEntryExtent(text, node, node.items.length - 1)?.end ?? text.length;
    return insertLines(text, end, entry(indent), eol);
  }
  if (pair === undefined) return insertLines(text, text.length, `sources:${eol}${entry(2)}`, eol);
  return replaceEmpty(text, pair, entry(2), eol);
}

/** `sources:` and `sources: []` hold nothing; the brackets go away. Others are left for the check to refuse. */
function replaceEmpty(text: string, { value }: Pair, entry: string, eol: string): string {
  if (isSeq(value) && value.items.length === 0 && value.range) {
    const [start, end] = value.range;
    const before = text.slice(0, start).trimEnd().length;
    const emptied = spliceText(text, before, end, '');
    return insertLines(emptied, lineEndOf(emptied, before), entry, eol);
  }
  if (!isScalar(value) || value.value !== null || !value.range) return text;
  const after = lineEndOf(text, value.range[0]);
  return insertLines(text, after, entry, eol);
}

function readSnippet(snippet: string): { lines: string[]; value: unknown; name: string } {
  const yaml = readYaml(snippet, 'the new source');
  const [fault] = yaml.syntaxIssues;
  const { value, problem = fault?.message } = yamlValue(yaml);
  const source: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (problem !== undefined || !isPlainObject(source) || typeof source['name'] !== 'string') {
    throw new DangoError(`The new source is not one: ${problem ?? 'expected a mapping with a name'}`, {
      code: 'usage-invalid',
      hint: 'Write the source as a mapping that starts with "name: …".',
      at: fault?.at,
    });
  }
  return { lines: undentedLines(snippet, Array.isArray(value)), value: source, name: source['name'] };
}

/** The snippet's lines from its first key on, without the dash and without the indentation that all of them share. */
function undentedLines(snippet: string, hasDash: boolean): string[] {
  const lines = snippet.trimEnd().split(/\r?\n/);
  const first = lines.findIndex((line) => /^\s*[^\s#]/.test(line) && !/^(---|%)/.test(line));
  const opening = lines[first] ?? '';
  const indent = (hasDash ? /^\s*-\s*/ : /^\s*/).exec(opening)?.[0].length ?? 0;
  return lines
    .slice(first)
    .map((line, index) => (index === 0 || line.slice(0, indent).trim() === '' ? line.slice(indent) : line));
}
