import { parseEnv } from 'node:util';
import { DangoError } from '../errors/dango-error.ts';
import { isPlainObject } from '../util/plain-object.ts';
import { withValue } from './edit-secrets.ts';
import { listSecrets } from './list-secrets.ts';
import { loadProject, type Project } from './load-project.ts';
import { originInSecrets, type StoredPlace } from './look-up-secret.ts';
import { parseToml } from './parse-toml.ts';
import { saveSecrets, type SecretValue } from './save-secret.ts';
import { findSecretMentions } from './secret-mentions.ts';
import { loadSecretStore, type SecretStore } from './secret-store.ts';

/** A name in a pasted text, and what storing it would do. Never holds the value. */
export interface PastedSecret extends StoredPlace {
  /**
   * new: secrets.toml has none at this place. replaces: it has one. empty: there is no value to store. unusable: the name, or a
   * value that is no text, cannot be stored.
   */
  readonly effect: 'new' | 'replaces' | 'empty' | 'unusable';
  /** Sources that would read the value here. */
  readonly usedBy: readonly string[];
  /** Sources that name it and read it at a place that comes first. */
  readonly behind: readonly { readonly source: string; readonly origin: string }[];
  /** Whether a file of custom_sources has the name as a word, so that a module may read it. */
  readonly isMentioned: boolean;
}

const pastedText = 'The pasted text';

/**
 * The names in the text of an `.env` file (with Node's rules: `export`, quotes, comments, values of several lines) or of
 * TOML with sections, in order.
 * @throws DangoError `config-invalid` for TOML that cannot be read; `usage-invalid` for a text without any name.
 */
export function readPastedSecrets(projectRoot: string, text: string): readonly PastedSecret[] {
  const project = loadProject(projectRoot);
  const store = loadSecretStore(project.root);
  const values = parsePasted(text);
  const mentions = findSecretMentions(
    project.root,
    values.map(({ key }) => key),
  );
  return values.map((value) => describe(value, project, store, (mentions.get(value.key) ?? []).length > 0));
}

/**
 * Stores the values of a pasted text whose places are chosen.
 * @returns how many were stored.
 * @throws DangoError as {@link readPastedSecrets}, and as `saveSecrets`.
 */
export function savePastedSecrets(projectRoot: string, text: string, chosen: readonly StoredPlace[]): number {
  const isChosen = ({ section, key }: StoredPlace): boolean =>
    chosen.some((place) => place.section === section && place.key === key);
  const values = parsePasted(text).flatMap((value): SecretValue[] =>
    isChosen(value) && value.value !== undefined && value.value !== '' ? [{ ...value, value: value.value }] : [],
  );
  saveSecrets(projectRoot, values);
  return values.length;
}

interface PastedValue extends StoredPlace {
  /** Undefined for what is no text. */
  readonly value: string | undefined;
}

function parsePasted(text: string): readonly PastedValue[] {
  const plain = text.replace(/^\uFEFF/, '');
  const values = isToml(plain) ? valuesOf(parseToml(plain, pastedText), []) : fromEnv(plain);
  if (values.length > 0) return values;
  throw new DangoError('The pasted text has no line such as NAME=value.', {
    code: 'usage-invalid',
    hint: 'Paste what stands in a .env file, a list of export commands, or TOML.',
  });
}

/** A section header, or three quotes behind an equals sign, is never meant as `.env`. */
function isToml(text: string): boolean {
  return /^[ \t]*\[[\w." -]+\][ \t]*(#.*)?\r?$/m.test(text) || /^[ \t]*[\w."-]+[ \t]*=[ \t]*("""|''')/m.test(text);
}

function fromEnv(text: string): PastedValue[] {
  // Node gives the names sorted; a person looks for them where they stand.
  return Object.entries(parseEnv(text))
    .map(([key, value]) => ({ section: '', key, value }))
    .sort((one, other) => text.indexOf(one.key) - text.indexOf(other.key));
}

function valuesOf(table: unknown, section: readonly string[]): PastedValue[] {
  if (!isPlainObject(table)) return [];
  return Object.entries(table).flatMap(([key, value]): PastedValue[] => {
    if (isPlainObject(value)) return valuesOf(value, [...section, key]);
    const isText =
      ['string', 'number', 'bigint', 'boolean'].includes(typeof value) && !section.some((step) => step.includes('.'));
    return [{ section: section.join('.'), key, value: isText ? String(value) : undefined }];
  });
}

function describe(
  { section, key, value }: PastedValue,
  project: Project,
  store: SecretStore,
  isMentioned: boolean,
): PastedSecret {
  const path = [...(section === '' ? [] : section.split('.')), key];
  const base = { section, key, isMentioned };
  if (value === undefined || path.some((step) => !/^[A-Za-z0-9_-]+$/.test(step))) {
    return { ...base, effect: 'unusable', usedBy: [], behind: [] };
  }
  const before = valueAt(store.secrets, path);
  if (isPlainObject(before)) return { ...base, effect: 'unusable', usedBy: [], behind: [] };
  // Who would find it is asked of the lookup itself, in a file that has it already.
  const imagined = { ...store, secrets: withValue(store.secrets, path, value === '' ? 'x' : value) };
  const named = listSecrets(project, imagined).flatMap(({ source, origin, name, stored }) =>
    source === undefined || origin === undefined ? [] : [{ source, origin, name, stored }],
  );
  const here = originInSecrets(path.slice(0, -1), key);
  const usedBy = named.filter(({ origin }) => origin === here).map(({ source }) => source);
  const behind = named.filter(({ name, origin }) => name.toLowerCase() === key.toLowerCase() && origin !== here);
  return {
    ...base,
    effect: value === '' ? 'empty' : before === undefined ? 'new' : 'replaces',
    usedBy: [...new Set(usedBy)],
    behind: behind.map(({ source, origin }) => ({ source, origin })),
  };
}

function valueAt(table: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (isPlainObject(value) && Object.hasOwn(value, step) ? value[step] : undefined),
    table,
  );
}
