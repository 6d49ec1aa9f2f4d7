import { toErrorRecord } from '../errors/error-record.ts';
import type { RecordedExchange } from '../http/replay.ts';
import { changeProposal, type ProposalChanges } from '../import/change-proposal.ts';
import { chooseLists, chooseNamed } from '../import/choose-resources.ts';
import { lacksHost } from '../import/openapi/read-server.ts';
import {
  chip,
  isOfRequests,
  type FinishedSource,
  type FoundSecret,
  type ImportKind,
  type SourceProposal,
} from '../import/proposal.ts';
import type { ReadImport } from '../import/read-import.ts';
import { addressesIn } from '../import/read-url.ts';
import { writeSource } from '../import/write-source.ts';
import type { SampleAnswer } from '../import/samples/sample-request.ts';
import { DangoError } from '../errors/dango-error.ts';
import { listSecrets } from '../project/list-secrets.ts';
import { loadProject } from '../project/load-project.ts';
import { checkImportedSource } from '../project/save-imported-source.ts';
import { loadSecretStore, withUnsavedSecrets } from '../project/secret-store.ts';
import { entriesText } from './entries-text.ts';
import { withoutValues } from './import-source.ts';
import type { OfferRequest, SourceOffer } from './offered-source.ts';
import { readOfferedText, type FetchText } from './read-offered-text.ts';

/** What a text becomes, for the engine: with its credentials. */
export interface Offered {
  readonly offer: SourceOffer;
  /** As they are saved. */
  readonly sources: readonly FinishedSource[];
  /** sources.yml with what is offered alone, as far as its first request is that which was recorded: for showing rows. */
  readonly rowsText: string;
  /** What is asked for by one request each, where nothing is recorded: names of resources. */
  readonly toFetch: readonly string[];
  readonly toSend: readonly string[];
  /** What resources are called now, by the name that their requests were sent for. */
  readonly names: ReadonlyMap<string, string>;
  /** What the text itself says was answered to what is chosen, by name of the resource. */
  readonly samples: ReadonlyMap<string, SampleAnswer>;
}

interface OfferHost {
  /** What was answered before; empty for nothing. */
  readonly recorded: readonly RecordedExchange[];
  /** Reads the documents that one at an address refers to. */
  readonly fetchText: FetchText;
}

/**
 * Reads a pasted text and what was chosen of it. Sends nothing, unless an OpenAPI document at an address has further parts.
 * @throws DangoError `usage-invalid` or `config-invalid` for a text that makes no source.
 */
export async function offerSource(request: OfferRequest, { recorded, fetchText }: OfferHost): Promise<Offered> {
  const read = await readOfferedText(request.text, undefined, { recorded, fetchText });
  const values = Object.entries(request.values ?? {}).map(([key, value]) => ({ name: key, value }));
  const name = request.name ?? freeName(request.projectRoot, read);
  if (read.type === 'proposal') {
    // Its secrets keep their names, which values were given by.
    const named =
      name === undefined ? read.proposal : { ...read.proposal, name: { ...read.proposal.name, value: name } };
    return offerProposal(request, withBaseUrl(named, request.baseUrl), values, recorded);
  }
  const whole = name === nameOf(read) ? read : await readOfferedText(request.text, name, { recorded, fetchText });
  return offerWhole(request, read.kind, whole.type === 'finished' ? whole.sources : [], values);
}

function offerWhole(
  { projectRoot }: OfferRequest,
  kind: ImportKind,
  sources: readonly FinishedSource[],
  values: readonly FoundSecret[],
): Offered {
  const whole = sources.map((source) => ({ ...source, secrets: [...source.secrets, ...usedIn(source.yaml, values)] }));
  const yaml = entriesText(whole);
  const offer: SourceOffer = {
    kind,
    isOfRequests: false,
    sources: whole.map(({ name }) => name),
    proposal: undefined,
    chosen: [],
    yaml,
    fault: faultOf(projectRoot, whole),
    secrets: namesOf(sources),
    lacksHost: false,
    missing: missingOf(projectRoot, yaml, whole),
    notes: whole.flatMap(({ notes }) => notes),
    unsent: [],
    hasUnshown: false,
  };
  return { offer, sources: whole, rowsText: yaml, toFetch: [], toSend: [], names: new Map(), samples: new Map() };
}

function offerProposal(
  { projectRoot, operations, changes = {} }: OfferRequest,
  found: SourceProposal,
  values: readonly FoundSecret[],
  recorded: readonly RecordedExchange[],
): Offered {
  const withValues = { ...found, secrets: [...found.secrets, ...values] };
  const proposal = changeProposal(withValues, changes);
  const isRequests = isOfRequests(found.kind);
  const ids = operations === undefined ? undefined : chooseNamed(proposal, operations);
  const chosen =
    ids ??
    (isRequests || found.resources.length === 1 ? new Set(found.resources.map(({ id }) => id)) : chooseFewLists(found));
  const { sources, fault } = chosen.size === 0 ? { sources: [] } : tryToWrite(projectRoot, proposal, chosen);
  const yaml = entriesText(sources);
  const taken = isRequests ? found.resources.filter(({ id }) => chosen.has(id)) : [];
  const isSent = (one: Resource): boolean => mayChange(one, changes[one.id]);
  const open = taken.filter(({ settings }) => !recorded.some(({ resource }) => resource === settings.name.value));
  const rowsText = isRequests
    ? entriesText(tryToWrite(projectRoot, asFirstAsked(proposal, changes), chosen).sources)
    : yaml;
  const offer: SourceOffer = {
    kind: found.kind,
    isOfRequests: isRequests,
    sources: [proposal.name.value],
    proposal: withoutValues({ ...proposal, secrets: found.secrets }),
    chosen: [...chosen],
    yaml,
    fault,
    secrets: namesOf(sources).filter((name) => !values.some((value) => value.name === name)),
    lacksHost: lacksHost(proposal.settings.base_url.value),
    missing: missingOf(projectRoot, yaml, sources),
    notes: found.notes,
    unsent: open.filter(isSent).map(({ id }) => id),
    hasUnshown: rowsText !== yaml,
  };
  return {
    offer,
    sources,
    rowsText,
    toFetch: open.filter((one) => !isSent(one)).map(({ settings }) => settings.name.value),
    toSend: open.filter(isSent).map(({ settings }) => settings.name.value),
    names: new Map(found.resources.map((one, index) => [one.settings.name.value, nameAt(proposal, index)])),
    samples: new Map(
      proposal.resources.flatMap(({ id, settings }) => {
        const answer = chosen.has(id) ? proposal.answers?.get(id) : undefined;
        return answer === undefined ? [] : [[settings.name.value, answer]];
      }),
    ),
  };
}

function nameAt({ resources }: SourceProposal, index: number): string {
  return resources[index]?.settings.name.value ?? '';
}

/** More lists than this are a choice that a person should make. */
const mostByDefault = 25;

function chooseFewLists(found: SourceProposal): ReadonlySet<string> {
  const lists = chooseLists(found);
  return lists.size > mostByDefault ? new Set() : lists;
}

/** @throws DangoError `usage-invalid` for what is no address. */
function withBaseUrl(found: SourceProposal, baseUrl: string | undefined): SourceProposal {
  if (baseUrl === undefined) return found;
  const [address, ...others] = addressesIn(baseUrl) ?? [];
  if (address === undefined || others.length > 0) {
    throw new DangoError(`"${baseUrl}" is no address of an API.`, {
      code: 'usage-invalid',
      hint: 'Write it with its path, such as https://api.example.com/v1.',
    });
  }
  const notes = found.notes.filter(({ text }) => !text.includes('YOUR-HOST'));
  return { ...found, notes, settings: { ...found.settings, base_url: chip(address.replace(/\/+$/, ''), 'given') } };
}

type Resource = SourceProposal['resources'][number];

/** Whether a request sends a body: it may change something, whatever it is called. A query of GraphQL does not, as long as it is that which was read. */
function mayChange({ settings, isQuery }: Resource, changes: ProposalChanges[string] = {}): boolean {
  if (isQuery === true && changes['json'] === undefined) return false;
  return settings.method !== undefined && settings.method.value !== 'GET';
}

/**
 * What does not change the first request. What a look at its answer says of paging, and cursors, would: a page size, a start.
 */
function asFirstAsked(proposal: SourceProposal, changes: OfferRequest['changes']): SourceProposal {
  const resources = proposal.resources.map((one) => {
    const isOurs =
      changes?.[one.id]?.['pagination'] !== undefined || one.settings.pagination?.evidence.some(isOfAnswer);
    const pagination = isOurs === true ? undefined : one.settings.pagination;
    return { ...one, settings: { ...one.settings, pagination, incremental: undefined } };
  });
  return { ...proposal, resources };
}

function isOfAnswer({ at }: { readonly at: string }): boolean {
  return at.startsWith('the answer');
}

function tryToWrite(
  root: string,
  proposal: SourceProposal,
  chosen: ReadonlySet<string>,
): { readonly sources: readonly FinishedSource[]; readonly fault?: SourceOffer['fault'] } {
  try {
    const source = writeSource(proposal, chosen);
    return { sources: [source], fault: faultOf(root, [source]) };
  } catch (error) {
    if (!DangoError.is(error)) throw error;
    return { sources: [], fault: toErrorRecord(error) };
  }
}

function faultOf(root: string, sources: readonly FinishedSource[]): SourceOffer['fault'] {
  try {
    for (const source of sources) checkImportedSource(root, source);
    return undefined;
  } catch (error) {
    return toErrorRecord(error);
  }
}

/** Names without value in the project, in the text, and among what was given. */
function missingOf(root: string, yaml: string, sources: readonly FinishedSource[]): string[] {
  let store = loadSecretStore(root);
  for (const { name, secrets } of sources) store = withUnsavedSecrets(store, name, valuesOf(secrets));
  const listed = listSecrets(loadProject(root, { sourcesText: yaml }), store);
  return [...new Set(listed.filter(({ status }) => status === 'missing').map(({ name }) => name))];
}

/** Secrets by name. */
export function valuesOf(secrets: readonly FoundSecret[]): Readonly<Record<string, string>> {
  return Object.fromEntries(secrets.map(({ name, value }) => [name, value]));
}

function usedIn(yaml: string, values: readonly FoundSecret[]): FoundSecret[] {
  return values.filter(({ name }) => yaml.includes(`\${${name}`));
}

function namesOf(sources: readonly FinishedSource[]): string[] {
  return sources.flatMap(({ secrets }) => secrets.map(({ name }) => name));
}

/** Of several sources each has its name. */
function nameOf(read: ReadImport): string | undefined {
  if (read.type === 'proposal') return read.proposal.name.value;
  return read.sources.length === 1 ? read.sources[0]?.name : undefined;
}

/** The name that is read, with a number where the project has one so called. */
function freeName(root: string, read: ReadImport): string | undefined {
  const base = nameOf(read);
  if (base === undefined) return undefined;
  const taken = new Set(loadProject(root).sources.map(({ name }) => name));
  let name = base;
  for (let number = 2; taken.has(name); number++) name = `${base}_${number}`;
  return name;
}
