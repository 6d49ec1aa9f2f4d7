import { isCollection, isNode, type Document } from 'yaml';
import { DangoError } from '../errors/dango-error.ts';
import { jsonAt, jsonWith } from './json-edit.ts';
import { formatKeyPath, type KeyPath } from './key-path.ts';
import { recallYaml } from './recall-yaml.ts';
import { isSameJson } from './same-json.ts';
import type { Extent } from './source-extent.ts';
import { columnOf, lineStartOf, spliceText } from './text-lines.ts';
import { jsonOf, openYaml } from './yaml-edit.ts';
import { yamlLayout } from './yaml-layout.ts';
import { followPath, isUnwritten, valueIndicatorEnd, type YamlPlace } from './yaml-place.ts';

interface Room extends Extent {
  /** Blanks that the excerpt does without in front of each line but the first. */
  readonly indent: number;
  /** Blanks in front of lines that are put below the key. */
  readonly below: number;
}

/**
 * A value as it is written, without the indentation around it; its key, what stands behind it in its last line, and
 * comments above it are not part of it. Undefined where nothing is written, or it comes through an alias or merge key.
 */
export function yamlExcerpt(text: string, path: KeyPath): string | undefined {
  const { document, syntaxIssues } = recallYaml(text, '.dango/sources.yml');
  const room = syntaxIssues.length > 0 ? undefined : roomOf(text, document, path);
  if (room === undefined) return undefined;
  const [first = '', ...rest] = text.slice(room.start, room.end).split(/\r?\n/);
  return [first, ...rest.map((line) => withoutIndent(line, room.indent))].join('\n');
}

/**
 * Writes a piece of YAML in place of the value at a path; every byte around it stays, and so does every other value.
 * Throws `config-invalid` when the piece cannot be read, would change something else, or there is no such excerpt.
 */
export function setYamlExcerpt(text: string, path: KeyPath, excerpt: string): string {
  if (yamlExcerpt(text, path) === excerpt) return text;
  const before = jsonOf(text);
  const { document } = openYaml(text);
  const room = roomOf(text, document, path);
  if (room === undefined) throw unfit(path, 'Change the place that it comes from.');
  const { lineEnding } = yamlLayout(text, document);
  const lines = excerpt.trimEnd().split(/\r?\n/);
  const inPlace = lines.map((line, index) => indented(line, index === 0 ? 0 : room.indent)).join(lineEnding);
  const below = lineEnding + lines.map((line) => indented(line, room.below)).join(lineEnding);
  let fault: DangoError | undefined;
  for (const written of [inPlace, below]) {
    const { start } = room;
    // What goes below its key leaves no blank behind.
    const from = written === below ? text.slice(0, start).trimEnd().length : start;
    const edited = spliceText(text, from, room.end, written);
    try {
      const after = jsonOf(edited);
      const isWritten = yamlExcerpt(edited, path) !== undefined;
      if (isWritten && isSameJson(after, jsonWith(before, path, jsonAt(after, path)))) return edited;
    } catch (error) {
      if (!DangoError.is(error)) throw error;
      fault ??= error;
    }
  }
  throw fault === undefined
    ? unfit(path, 'Indent what belongs to it.')
    : unfit(path, fault.message.replace('sources.yml cannot be changed: ', ''));
}

function unfit(path: KeyPath, hint: string): DangoError {
  return new DangoError(`This does not fit at "${formatKeyPath(path)}"`, { code: 'config-invalid', hint });
}

function roomOf(text: string, document: Document, path: KeyPath): Room | undefined {
  const places = followPath(document, path);
  const place = places.at(-1);
  if (place === undefined || places.length < path.length) return undefined;
  const { value } = place;
  if (!isNode(value) || isUnwritten(value) || !value.range) return undefined;
  const [start, valueEnd] = value.range;
  const end = text.slice(0, valueEnd).trimEnd().length;
  const layout = yamlLayout(text, document);
  const own = ownerColumn(text, place);
  const isInLines = isCollection(value) && value.flow !== true;
  const indent = isInLines ? columnOf(text, start) : own;
  if (end <= start) return undefined;
  return { start, end, indent, below: isInLines ? indent : own + layout.indent };
}

/** Where the key begins, or for an entry of a list its dash. */
function ownerColumn(text: string, place: YamlPlace): number {
  const { pair, parent } = place;
  const key = isNode(pair?.key) ? pair.key.range?.[0] : undefined;
  if (parent.flow === true) {
    const line = lineStartOf(text, parent.range?.[0] ?? 0);
    return text.slice(line).search(/\S|$/);
  }
  if (key !== undefined) return columnOf(text, key);
  const behindDash = valueIndicatorEnd(place);
  return behindDash === undefined ? 0 : columnOf(text, behindDash - 1);
}

function withoutIndent(line: string, indent: number): string {
  const blanks = line.search(/[^ ]|$/);
  return line.slice(Math.min(blanks, indent));
}

function indented(line: string, indent: number): string {
  return line === '' ? '' : ' '.repeat(indent) + line;
}
