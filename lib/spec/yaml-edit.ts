import { isAlias, isNode, visit, type Document } from 'yaml';
import { DangoError } from '../errors/dango-error.ts';
import type { JsonValue } from './json-value.ts';
import { formatKeyPath, type KeyPath } from './key-path.ts';
import { recallValue, recallYaml } from './recall-yaml.ts';
import { isSameJson } from './same-json.ts';

const file = '.dango/sources.yml';

/** A text without faults, made ready to be edited. */
export interface OpenYaml {
  readonly text: string;
  readonly document: Document;
}

/** Throws `config-invalid` when the text is broken, because then nobody can tell what an edit would do. */
export function openYaml(text: string): OpenYaml {
  const { document, syntaxIssues } = recallYaml(text, file);
  const [fault] = syntaxIssues;
  if (fault === undefined) return { text, document };
  throw new DangoError(`sources.yml cannot be changed: ${fault.message}`, {
    code: 'config-invalid',
    hint: 'Correct the file, then try again.',
    at: fault.at,
  });
}

/** The whole text as JSON. Throws `config-invalid` for a broken one. */
export function jsonOf(text: string): JsonValue {
  openYaml(text);
  const { value, problem } = recallValue(text, file);
  if (problem === undefined) return value as JsonValue;
  const hint = 'Define each &anchor above its *alias, and use few of them.';
  throw new DangoError(`sources.yml cannot be changed: ${problem}`, { code: 'config-invalid', hint });
}

/**
 * Reads the edited text again and returns it if it says what is expected; throws `config-invalid` otherwise.
 * So an unusual spelling can make an edit impossible, but never wrong.
 */
export function verifiedEdit(edited: string, expected: unknown, path: KeyPath): string {
  let actual: unknown;
  try {
    actual = jsonOf(edited);
  } catch (error) {
    if (DangoError.is(error)) throw cannotEdit(path);
    throw error;
  }
  if (!isSameJson(actual, expected)) throw cannotEdit(path);
  return edited;
}

export function cannotEdit(path: KeyPath, hint = 'Change .dango/sources.yml in an editor.'): DangoError {
  return new DangoError(`The way "${formatKeyPath(path)}" is written in sources.yml cannot be changed without risk`, {
    code: 'config-invalid',
    hint,
  });
}

/** Throws `config-invalid` when what is about to go away holds an anchor that is used elsewhere. */
export function refuseSharedAnchor(document: Document, going: readonly unknown[], path: KeyPath): void {
  const inside = new Set<unknown>();
  const anchors = new Set<string>();
  for (const root of going) {
    if (!isNode(root)) continue;
    visit(root, (_, node) => {
      inside.add(node);
      if (isNode(node) && 'anchor' in node && typeof node.anchor === 'string') anchors.add(node.anchor);
    });
  }
  if (anchors.size === 0) return;
  visit(document, {
    Alias(_, node) {
      if (!isAlias(node) || inside.has(node) || !anchors.has(node.source)) return;
      throw cannotEdit(path, `Replace *${node.source} by its own values first: it is used elsewhere in the file.`);
    },
  });
}
