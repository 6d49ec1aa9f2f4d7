import { isMap } from 'yaml';
import { DangoError } from '../errors/dango-error.ts';
import { isPlainObject } from '../util/plain-object.ts';
import { idleKeysOf } from './dango-python/idle-keys.ts';
import { getYamlValue } from './get-yaml-value.ts';
import { formatKeyPath } from './key-path.ts';
import { removeYamlValue } from './remove-yaml-value.ts';
import { renameYamlKey } from './rename-yaml-key.ts';
import { readSourceEntry } from './read-source-entry.ts';
import { spellingNames } from './read-spelling.ts';
import { isSameJson } from './same-json.ts';
import { setYamlValue } from './set-yaml-value.ts';
import { findSourceNode, openSourcesList, pairOf } from './sources-list.ts';
import type { SourceEntry } from './source-entry.ts';
import { shownKeyPath, type SourceIssue } from './source-issue.ts';
import type { JsonValue } from './json-value.ts';
import type { Spelling } from './spelling-of.ts';
import { readYaml } from './yaml-text.ts';

const file = '.dango/sources.yml';

export interface ConvertedSource {
  /** The whole text with the source in Dango's own spelling. */
  readonly text: string;
  /** How it was written before. */
  readonly from: Exclude<Spelling, 'dango'>;
}

/**
 * Rewrites the `rest_api` block of a source into Dango's own spelling: the same requests, the same tables. Comments at
 * what stays are kept, and so is every byte of the other sources. JSON becomes lines of YAML.
 * @throws DangoError `name-unknown`; `usage-invalid` for a source that is in Dango's own spelling; `config-invalid` for
 *   one with faults, and for what Dango's own spelling cannot say, with the place.
 */
export function convertSource(text: string, name: string): ConvertedSource {
  const { index, node } = findSourceNode(openSourcesList(text), name);
  const entry = readEntry(text, index);
  if (entry.spelling === undefined || entry.spelling === 'dango') {
    throw new DangoError(`Source "${name}" is not written in another spelling`, {
      code: 'usage-invalid',
      hint: 'Name a REST source that is written as for dlt or for the Python product; this one needs no conversion.',
    });
  }
  const { spec } = entry;
  if (spec?.type !== 'rest_api') throw refusal(name, entry, spellingNames[entry.spelling]);
  const path = ['sources', index, 'rest_api'];
  const block = pairOf(node, 'rest_api')?.value;
  const isInBrackets = isMap(block) && block.flow === true && node.flow !== true;
  // What is written in brackets would stay so; one value in its place makes it lines. Else the address takes the place
  // of the client, so that it stands first.
  const isClient = isMap(block) && pairOf(block, 'client') !== undefined;
  const opened = isInBrackets
    ? setYamlValue(text, path, null)
    : isClient
      ? renameYamlKey(text, [...path, 'client'], 'base_url')
      : text;
  const written = setYamlValue(opened, path, spec.rest_api as JsonValue);
  const source = getYamlValue(text, ['sources', index]);
  const idle = entry.spelling === 'dango_python' && isPlainObject(source) ? idleKeysOf(source) : [];
  const converted = idle.reduce((left, key) => removeYamlValue(left, ['sources', index, key]), written);
  const after = readEntry(converted, index);
  if (after.spec === undefined || !isSameJson(after.spec, spec)) throw refusal(name, after, spellingNames.dango);
  return { text: converted, from: entry.spelling };
}

function readEntry(text: string, index: number): SourceEntry {
  return readSourceEntry({ yaml: readYaml(text, file), index, shownIndex: index }, new Set());
}

function refusal(name: string, { issues }: SourceEntry, spelling: string): DangoError {
  const [first] = issues;
  const what = first === undefined ? 'its meaning would change' : `${formatPlace(first)}${first.message}`;
  return new DangoError(`Source "${name}" cannot be converted, because ${spelling} does not allow this: ${what}`, {
    code: 'config-invalid',
    hint: first?.hint ?? 'Write it anew by hand.',
    at: first?.at,
  });
}

function formatPlace(issue: SourceIssue): string {
  const place = shownKeyPath(issue);
  return place === formatKeyPath([]) ? '' : `${place}: `;
}
