import { DangoError } from '../errors/dango-error.ts';
import { toErrorRecord } from '../errors/error-record.ts';
import { runInHttpScope } from '../http/http-scope.ts';
import { createPaginator } from '../rest/create-paginator.ts';
import type { PageResponse } from '../sdk/paginate/paginator.ts';
import type { ProbeOutcome } from '../sdk/paginate/probe-pagination.ts';
import { probing } from '../sdk/paginate/probing.ts';
import { detectRecords } from '../sdk/records/detect-records.ts';
import { withoutReadingAhead } from '../sdk/reading-ahead.ts';
import type { Resource } from '../sdk/resource.ts';
import type { RestResource, RestSource } from '../spec/rest-source.ts';
import { spellFlow } from '../spec/spell-yaml.ts';
import { writePagination } from '../spec/write-pagination.ts';
import { closestWord } from '../util/closest-word.ts';
import { openUnsavedSource, type AskableSource, type UnsavedSource } from './unsaved-source.ts';
import type { DetectedPagination, DetectedRecords, DetectedResource, DetectedSource } from './detected-source.ts';

export interface DetectRequest extends UnsavedSource {
  /** Only this one. Default: all. */
  readonly resource?: string | undefined;
}

/**
 * Finds out where the records of a REST source lie and how its pages follow each other, by a few requests for each
 * resource, with the authentication and within the rate limit of the source. Changes nothing. What an API does wrong
 * comes back with the resource; a fault of the configuration or an unknown name is thrown.
 */
export async function detectSource(
  { resource: only, ...source }: DetectRequest,
  signal: AbortSignal,
): Promise<DetectedSource> {
  const { entry, rest, compile, scope } = openUnsavedSource(source);
  const chosen = only === undefined ? rest.resources : [requireResource(rest, only)];
  const resources: DetectedResource[] = [];
  // One after another: being polite goes before being quick.
  for (const resource of chosen) {
    const detected = await runInHttpScope({ ...scope, signal }, () =>
      withoutReadingAhead(() => detectResource(compile, resource, signal)),
    );
    // The lines are in Dango's own words, and one source keeps to one spelling.
    resources.push(entry.spelling === 'dango' ? detected : { ...detected, yaml: [] });
  }
  return { source: source.source, resources };
}

type Compile = AskableSource['compile'];

async function detectResource(
  compile: Compile,
  resource: RestResource,
  signal: AbortSignal,
): Promise<DetectedResource> {
  let found: { outcome: ProbeOutcome; first: PageResponse } | undefined;
  const compiled = compile((one) =>
    one.name === resource.name ? probing((outcome, first) => (found = { outcome, first })) : createPaginator(one),
  );
  let error: unknown;
  try {
    const above = await readAllAbove(compiled, resource.name, signal);
    for await (const _ of readOne(compiled, resource.name, above, signal));
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    error = thrown;
  }
  const { outcome, first } = found ?? {};
  const records = first === undefined ? undefined : describeRecords(resource, first);
  const pagination = outcome === undefined ? undefined : describePagination(outcome);
  return {
    name: resource.name,
    records,
    pagination,
    yaml: yamlOf(records, pagination),
    error: error === undefined ? undefined : toErrorRecord(error),
  };
}

/** The first record of each resource above, by name; the nearest one is read for. */
interface Above {
  readonly parentRecord: unknown;
  readonly recordsAbove: Readonly<Record<string, unknown>>;
}

/** Of several parents the first record each, as they are combined first. */
async function readAllAbove(all: readonly Resource[], name: string, signal: AbortSignal): Promise<Above> {
  const { parent, crossWith = [] } = all.find((one) => one.name === name) ?? {};
  const above = await readAbove(all, parent, signal);
  let { recordsAbove } = above;
  for (const crossed of crossWith) {
    recordsAbove = { ...recordsAbove, ...(await readAbove(all, crossed.resource, signal)).recordsAbove };
  }
  return { ...above, recordsAbove };
}

async function readAbove(all: readonly Resource[], parent: string | undefined, signal: AbortSignal): Promise<Above> {
  if (parent === undefined) return { parentRecord: undefined, recordsAbove: {} };
  const above = await readAllAbove(all, parent, signal);
  for await (const page of readOne(all, parent, above, signal)) {
    const [record] = Array.isArray(page) ? (page as unknown[]) : [page];
    if (record === undefined) continue;
    return { parentRecord: record, recordsAbove: { ...above.recordsAbove, [parent]: record } };
  }
  throw new DangoError(`Resource "${parent}" has no records, so what is read for each of them cannot be tried.`, {
    code: 'records-missing',
    hint: `Check "dango sync --resource ${parent}".`,
  });
}

function readOne(all: readonly Resource[], name: string, above: Above, signal: AbortSignal) {
  const resource = all.find((one) => one.name === name);
  const value = resource?.incremental?.initialValue;
  const cursor =
    resource?.incremental === undefined ? undefined : { initialValue: value, startValue: value, lastValue: value };
  const values = resource?.forEach?.[0];
  return resource?.records({ ...above, cursor, values, signal, warn: () => undefined }) ?? [];
}

function describeRecords({ dataSelector }: RestResource, { body, records }: PageResponse): DetectedRecords {
  const [best, ...others] = detectRecords(body);
  if (dataSelector !== undefined) {
    return { selector: dataSelector, count: records.length, confidence: 'given', evidence: [], others: [] };
  }
  const { path, count, confidence, evidence } = best;
  return { selector: path.text, count, confidence, evidence, others: others.map((other) => other.path.text) };
}

function describePagination({ pagination, confidence, evidence, tried }: ProbeOutcome): DetectedPagination {
  return { spec: writePagination(pagination), confidence, evidence, tried };
}

/** A guess is not written down. */
function yamlOf(records: DetectedRecords | undefined, pagination: DetectedPagination | undefined): string[] {
  const isKnown = records?.confidence === 'sure' || records?.confidence === 'likely';
  return [
    ...(isKnown && records.selector !== '$' ? [`data_selector: ${spellFlow(records.selector)}`] : []),
    ...(pagination === undefined || pagination.confidence === 'unsure'
      ? []
      : [`pagination: ${spellFlow(pagination.spec)}`]),
  ];
}

function requireResource({ resources }: RestSource, name: string): RestResource {
  const found = resources.find((resource) => resource.name === name);
  if (found !== undefined) return found;
  const names = resources.map((resource) => resource.name);
  const meant = closestWord(name, names);
  throw new DangoError(`There is no resource called "${name}". Resources: ${names.join(', ')}.`, {
    code: 'name-unknown',
    hint: meant === undefined ? 'Use one of these names.' : `Did you mean "${meant}"?`,
  });
}
