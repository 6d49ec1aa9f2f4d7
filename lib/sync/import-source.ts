import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { DangoError } from '../errors/dango-error.ts';
import type { ExchangeRecorder } from '../http/exchange.ts';
import { parseJson } from '../http/parse-json.ts';
import { createHttpClient } from '../http/create-http-client.ts';
import { runInHttpScope } from '../http/http-scope.ts';
import { chooseLists, chooseNamed } from '../import/choose-resources.ts';
import {
  isOfRequests,
  type FinishedSource,
  type FoundSecret,
  type ImportKind,
  type Note,
  type SourceProposal,
} from '../import/proposal.ts';
import { readImport, recognizeImport, type ImportText, type ReadImport } from '../import/read-import.ts';
import { writeSource } from '../import/write-source.ts';
import { listSecrets } from '../project/list-secrets.ts';
import { loadProject } from '../project/load-project.ts';
import { checkImportedSource, saveImportedSource, type SavedSource } from '../project/save-imported-source.ts';
import { loadSecretStore } from '../project/secret-store.ts';
import { httpLimits } from './http-limits.ts';
import { loadDocuments, loadNextTo } from './load-documents.ts';

/** Where the text to import is. */
export type ImportFrom =
  | { readonly type: 'text'; readonly text: string }
  /** Absolute path. */
  | { readonly type: 'file'; readonly path: string }
  | { readonly type: 'address'; readonly url: string };

export interface ImportRequest {
  readonly projectRoot: string;
  readonly from: ImportFrom;
  /** Name of the source. Default: by what is read. */
  readonly name?: string | undefined;
  /** Ids, paths or names of resources; those that they are read for come along. */
  readonly operations?: readonly string[] | undefined;
  /** Every list that needs no value of a person. Default false. */
  readonly isAllLists?: boolean | undefined;
  /** Changes nothing. Default false. */
  readonly isDryRun?: boolean | undefined;
}

/** What came of it: a list to choose from, sources as they would be, or sources that are there. */
export interface ImportOutcome {
  readonly kind: ImportKind;
  readonly status: 'listed' | 'planned' | 'created';
  /** Undefined for a configuration that is whole. Holds no credential. */
  readonly proposal: Proposal | undefined;
  readonly sources: readonly ImportedSource[];
  readonly notes: readonly Note[];
}

/** A proposal as it may leave the engine: with the names of its secrets. */
export type Proposal = Omit<SourceProposal, 'secrets' | 'answers'> & { readonly secrets: readonly string[] };

export interface ImportedSource {
  readonly source: string;
  readonly yaml: string;
  /** Names of credentials that were found in the text, and are, or would be, in secrets.toml. */
  readonly secrets: readonly string[];
  /** Where it is; undefined for a plan. */
  readonly saved: SavedSource | undefined;
  /** Names of values that are still to be given; empty for a plan. */
  readonly missing: readonly string[];
}

/**
 * Reads a text that people have of an API (a command of curl, an OpenAPI document, a HAR, a collection of Postman, a
 * configuration of dlt, a sources.yml) and adds the source that it describes to the project.
 * @throws DangoError `usage-invalid`, `config-invalid` or `name-unknown` with the reason; nothing is written then.
 */
export async function importSource(request: ImportRequest, signal: AbortSignal): Promise<ImportOutcome> {
  const read = await readFrom(request, signal);
  const { projectRoot: root, isDryRun = false } = request;
  const file = fileOf(request.from);
  const chosen = read.type === 'finished' ? undefined : choose(read.proposal, request);
  const proposal = read.type === 'finished' ? undefined : withoutValues(read.proposal);
  const kind = read.type === 'finished' ? read.kind : read.proposal.kind;
  if (read.type === 'proposal' && chosen === undefined) {
    return { kind, status: 'listed', proposal, sources: [], notes: read.proposal.notes };
  }
  const sources = read.type === 'finished' ? read.sources : [writeSource(read.proposal, chosen ?? new Set(), file)];
  for (const source of sources) checkImportedSource(root, source);
  return {
    kind,
    status: isDryRun ? 'planned' : 'created',
    proposal,
    sources: isDryRun ? sources.map(planned) : saveSources(root, sources),
    notes: sources.flatMap(({ notes }) => notes),
  };
}

/**
 * Adds sources to the project, and their credentials to secrets.toml.
 * @throws DangoError `usage-invalid` for a name that is taken or not allowed; `config-invalid` when a file is broken.
 */
export function saveSources(root: string, sources: readonly FinishedSource[]): ImportedSource[] {
  const imported = sources.map((source) => saved(root, source));
  const missing = missingOf(root);
  return imported.map((one) => ({
    ...one,
    missing: missing.filter(({ source }) => source === one.source).map(({ name }) => name),
  }));
}

/** Undefined where a person has to choose first. Commands of curl were chosen when they were pasted. */
function choose(
  proposal: SourceProposal,
  { operations, isAllLists = false }: ImportRequest,
): ReadonlySet<string> | undefined {
  if (operations !== undefined) return chooseNamed(proposal, operations);
  if (isAllLists) {
    const lists = chooseLists(proposal);
    if (lists.size > 0) return lists;
    throw new DangoError('No list can be read without a value that you have to give.', {
      code: 'usage-invalid',
      hint: 'Leave --all-lists out to see what there is, then name what you need with --operations.',
    });
  }
  const isWhole = isOfRequests(proposal.kind) || proposal.resources.length === 1;
  return isWhole ? new Set(proposal.resources.map(({ id }) => id)) : undefined;
}

async function readFrom({ projectRoot, from, name }: ImportRequest, signal: AbortSignal): Promise<ReadImport> {
  const file = fileOf(from);
  const fetchText = createFetchText(projectRoot, signal);
  const text =
    from.type === 'text' ? from.text : from.type === 'file' ? await readText(from.path) : await fetchText(from.url);
  const address = from.type === 'address' ? from.url : undefined;
  const found = address === undefined ? recognizeImport(text, file) : recognizeAnswer(text, address);
  if (found === undefined || found.kind !== 'openapi') {
    if (found !== undefined) return readImport(found, { file, address, name });
    const answer = { at: 'the answer', body: parseJson(text) };
    return readImport({ kind: 'url', text: file }, { file, address, name, answersOf: () => [answer] });
  }
  const load =
    from.type === 'file'
      ? loadNextTo(from.path)
      : async (other: string) =>
          address !== undefined && isSameOrigin(address, other) ? await fetchText(other) : undefined;
  const root = from.type === 'file' ? basename(from.path) : file;
  return readImport(found, { file, address, name, documents: await loadDocuments(root, found.document, load) });
}

/** Undefined where the answer of an address is data and no document. @throws DangoError for what is neither. */
function recognizeAnswer(text: string, address: string): ImportText | undefined {
  try {
    return recognizeImport(text, address);
  } catch (error) {
    if (isJson(text)) return undefined;
    throw error;
  }
}

function isJson(text: string): boolean {
  try {
    return typeof parseJson(text) === 'object';
  } catch {
    return false;
  }
}

function fileOf(from: ImportFrom): string {
  if (from.type === 'text') return 'the text';
  return from.type === 'file' ? basename(from.path) : from.url;
}

function isSameOrigin(one: string, other: string): boolean {
  return URL.canParse(other) && new URL(one).origin === new URL(other).origin;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new DangoError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      code: 'usage-invalid',
      hint: 'Name a file that is there, an address, or - for what comes through a pipe.',
      cause: error,
    });
  }
}

/**
 * Reads texts at addresses.
 * @param recorder is told of each request. Default: nobody is.
 */
export function createFetchText(
  root: string,
  signal: AbortSignal,
  recorder?: ExchangeRecorder,
): (url: string) => Promise<string> {
  const client = createHttpClient({ retry: { attempts: 3 } });
  const limits = httpLimits(loadProject(root).settings.limits);
  const headers = { accept: 'application/json, application/yaml;q=0.9, text/yaml;q=0.9, */*;q=0.5' };
  return async (url) =>
    (await runInHttpScope({ signal, limits, recorder }, () => client.request({ url, headers }))).text();
}

function planned({ name, yaml, secrets }: FinishedSource): ImportedSource {
  return { source: name, yaml, secrets: namesOf(secrets), saved: undefined, missing: [] };
}

function saved(root: string, source: FinishedSource): ImportedSource {
  const created = saveImportedSource(root, source);
  return { source: source.name, yaml: source.yaml, secrets: created.stored, saved: created, missing: [] };
}

function missingOf(root: string): readonly { readonly name: string; readonly source: string | undefined }[] {
  const listed = listSecrets(loadProject(root), loadSecretStore(root));
  return listed.filter(({ status }) => status === 'missing');
}

/** A proposal without its credentials, and without answers, which may hold some. */
export function withoutValues({ secrets, answers: _answers, ...proposal }: SourceProposal): Proposal {
  return { ...proposal, secrets: namesOf(secrets) };
}

function namesOf(secrets: readonly FoundSecret[]): string[] {
  return secrets.map(({ name }) => name);
}
