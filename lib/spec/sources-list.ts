import { isMap, isScalar, isSeq, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { DangoError } from '../errors/dango-error.ts';
import { closestWord } from '../util/closest-word.ts';
import { isPlainObject } from '../util/plain-object.ts';
import { isSameJson } from './same-json.ts';
import { readYaml, yamlValue } from './yaml-text.ts';

/** The `sources:` of a sources.yml with their places in the text, made ready to be edited. */
export interface SourcesList {
  readonly text: string;
  /** Undefined when there is no list yet. */
  readonly node: YAMLSeq | undefined;
  /** The `sources` key; undefined when the file has none. */
  readonly pair: Pair | undefined;
  /** The sources as JSON. */
  readonly values: readonly unknown[];
}

/** Throws `config-invalid` when the text is broken, because then nobody can tell what an edit would do. */
export function openSourcesList(text: string): SourcesList {
  const yaml = readYaml(text, '.dango/sources.yml');
  const [fault] = yaml.syntaxIssues;
  const { value, problem = fault?.message } = yamlValue(yaml);
  if (problem !== undefined) {
    const hint = 'Correct the file, then try again.';
    throw new DangoError(`sources.yml cannot be changed: ${problem}`, { code: 'config-invalid', hint, at: fault?.at });
  }
  const { contents } = yaml.document;
  const pair = isMap(contents) ? contents.items.find(({ key }) => isScalar(key) && key.value === 'sources') : undefined;
  const values = isPlainObject(value) && Array.isArray(value['sources']) ? value['sources'] : [];
  return { text, node: isSeq(pair?.value) ? pair.value : undefined, pair, values };
}

export interface SourceNode {
  readonly index: number;
  readonly node: YAMLMap;
}

/** The first source of that name. Throws `name-unknown` with the name that was meant. */
export function findSourceNode({ node, values }: SourcesList, name: string): SourceNode {
  const names = values.map((value) => (isPlainObject(value) ? String(value['name']) : ''));
  const index = names.indexOf(name);
  if (index < 0) {
    const meant = closestWord(name, names);
    const hint = meant === undefined ? 'Run dango source list to see the names.' : `Did you mean "${meant}"?`;
    throw new DangoError(`There is no source called "${name}" in sources.yml`, { code: 'name-unknown', hint });
  }
  const found = node?.items[index];
  if (!isMap(found)) throw cannotEdit(name);
  return { index, node: found };
}

/** The pair of a key in a mapping. */
export function pairOf(node: YAMLMap, key: string): Pair | undefined {
  return node.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

/**
 * Reads the edited text again and returns it if its sources are the expected ones; throws `config-invalid` otherwise.
 * So an unusual spelling can make an edit impossible, but never wrong.
 */
export function verifyEdit(edited: string, expected: readonly unknown[], name: string): string {
  const yaml = readYaml(edited, '.dango/sources.yml');
  if (yaml.syntaxIssues.length > 0) throw cannotEdit(name);
  const { values } = openSourcesList(edited);
  if (!isSameJson(values, expected)) throw cannotEdit(name);
  return edited;
}

function cannotEdit(name: string): DangoError {
  return new DangoError(`The way "${name}" is written in sources.yml cannot be changed without risk`, {
    code: 'config-invalid',
    hint: 'Change .dango/sources.yml in an editor.',
  });
}
