import { DangoError } from '../../errors/dango-error.ts';
import { convertSource } from '../../spec/convert-source.ts';
import type { JsonObject } from '../../spec/json-value.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { spellLines } from '../../spec/spell-yaml.ts';
import { validateSources } from '../../spec/validate-sources.ts';
import { wordOf } from '../json-schema.ts';
import { createSecretMover } from '../move-secrets.ts';
import type { FinishedSource, Note } from '../proposal.ts';
import { refuseFaults } from '../refuse-faults.ts';
import { nameOfUrl, plainName } from '../source-name.ts';

/** A configuration that describes a whole source already, in any spelling. */
export interface ForeignOptions {
  /** What the text is called, for errors. */
  readonly file: string;
  /** Name of the source. Default: its own, or that of the host. */
  readonly name?: string | undefined;
}

/**
 * Makes a `rest_api` block of dlt's or of the Python product a source in Dango's own spelling. What that cannot say stays
 * as it is written, with a note.
 * @throws DangoError `config-invalid` for one with faults.
 */
export function readForeignBlock(block: JsonObject, { file, name: given }: ForeignOptions): FinishedSource {
  const client = isPlainObject(block['client']) ? block['client']['base_url'] : block['base_url'];
  const name = given ?? (nameOfUrl(typeof client === 'string' ? client : '') || 'api');
  return finish({ name, type: 'rest_api', rest_api: block }, file);
}

/** The sources of a sources.yml, of Dango's own or of the Python product. */
export function readSourcesList(entries: readonly unknown[], { file, name }: ForeignOptions): FinishedSource[] {
  const sources = entries.filter((entry) => isPlainObject(entry));
  if (sources.length === 0) {
    throw new DangoError(`${file} has no sources`, { code: 'config-invalid', hint: 'Name a file that holds one.' });
  }
  return sources.map((source) => {
    const own = plainName(wordOf(source['name'])) || 'api';
    const { name: _, ...rest } = source as JsonObject;
    return finish({ name: sources.length === 1 ? (name ?? own) : own, ...rest }, file);
  });
}

function finish(source: JsonObject & { readonly name: string }, file: string): FinishedSource {
  const { name } = source;
  const notes: Note[] = [];
  const mover = createSecretMover(name);
  const moved = mover.move(source, []);
  const dlt = moveDltSecrets(moved, mover);
  const written = write(dlt);
  refuseFaults(written, name, file);
  return { name, yaml: convertedYaml(written, name, notes), secrets: mover.secrets(), notes };
}

/** dlt keeps its credentials in `client.auth`, which a place of Dango's own spelling cannot tell. */
function moveDltSecrets(source: JsonObject, mover: ReturnType<typeof createSecretMover>): JsonObject {
  const block = source['rest_api'];
  const client = isPlainObject(block) ? block['client'] : undefined;
  if (!isPlainObject(block) || !isPlainObject(client)) return source;
  const own = Object.fromEntries(
    Object.entries(client).map(([key, value]) => [
      key,
      key === 'auth' || key === 'headers' ? mover.move(value, ['rest_api', key]) : value,
    ]),
  );
  return { ...source, rest_api: { ...block, client: own } };
}

function write(source: JsonObject): string {
  return `sources:\n${indent(spellLines(source, { indent: 2, isListIndented: true, lineEnding: '\n' }))}\n`;
}

function indent(lines: readonly string[]): string {
  return lines.map((line, index) => (line === '' ? '' : `  ${index === 0 ? '- ' : '  '}${line}`)).join('\n');
}

/** In Dango's own spelling where that can say it. */
function convertedYaml(text: string, name: string, notes: Note[]): string {
  const entry = validateSources(text, '').entries[0];
  if (entry?.spelling === undefined || entry.spelling === 'dango') return unindent(text);
  try {
    return unindent(convertSource(text, name).text);
  } catch (error) {
    if (!(error instanceof DangoError)) throw error;
    notes.push({ at: name, text: `it keeps its spelling: ${error.message}` });
    return unindent(text);
  }
}

function unindent(text: string): string {
  const [, ...lines] = text.trimEnd().split('\n');
  return `${lines.map((line, index) => (index === 0 ? line.replace(/^ *- /, '') : line.slice(4))).join('\n')}\n`;
}
