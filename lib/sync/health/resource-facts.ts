import type { Exchange } from '../../http/exchange.ts';
import { parseJson } from '../../http/parse-json.ts';
import { detectRecords } from '../../sdk/records/detect-records.ts';
import { flattenResource, type FlatResource } from '../../spec/flat-resource.ts';
import { parseJsonPath, selectAll } from '../../spec/json-path.ts';
import type { RestResource } from '../../spec/rest-source.ts';
import type { RestApiSourceSpec, SourceSpec } from '../../spec/source-spec.ts';
import { toRestSource } from '../../spec/to-rest-source.ts';
import type { TableContent } from '../../warehouse/destination.ts';
import type { ResourceReport } from '../sync-report.ts';

/** All that a test knows: what was asked and answered, and what became of it. */
export interface HealthInput {
  /** With whole bodies, in their order. Bodies that are no JSON are not looked into. */
  readonly exchanges: readonly Exchange[];
  /** The first rows of each table, with the resource that it belongs to. */
  readonly tables: readonly (TableContent & { readonly resource: string })[];
  readonly resources: readonly ResourceReport[];
  /** Checked. Undefined: no fix can be told, and what only the settings know is not looked for. */
  readonly spec: SourceSpec | undefined;
  /** Whether the text of sources.yml says what `spec` says, in the same words, so that its places are those of the text. */
  readonly isOwnSpelling: boolean;
}

/** A response of a resource, with what it holds. */
export interface PageFacts {
  readonly exchange: Exchange;
  readonly body: unknown;
  readonly records: readonly unknown[];
}

/** What is known of one resource. */
export interface ResourceFacts {
  readonly report: ResourceReport;
  /** Of a REST source: what it says, as it is written and with its defaults, and its place in the list. */
  readonly flat: FlatResource | undefined;
  readonly rest: RestResource | undefined;
  readonly index: number;
  /** Usable responses in JSON. */
  readonly pages: readonly PageFacts[];
  /** Lists that were read: one, or one for each record of a parent. */
  readonly seriesCount: number;
  /** Root table first. */
  readonly tables: readonly TableContent[];
  readonly canFix: boolean;
}

/** Puts together what belongs to each resource. */
export function factsOf({ exchanges, tables, resources, spec, isOwnSpelling }: HealthInput): readonly ResourceFacts[] {
  const flats =
    spec?.type === 'rest_api'
      ? spec.rest_api.resources.map((resource) => flattenResource(resource, spec.rest_api.resource_defaults))
      : [];
  const models = spec?.type === 'rest_api' ? modelsOf(spec) : [];
  return resources.map((report) => {
    const index = flats.findIndex(({ name }) => name === report.name);
    const flat = flats[index];
    const rest = models[index];
    const own = exchanges.filter(({ resource, status }) => resource === report.name && status >= 200 && status < 300);
    return {
      report,
      flat,
      rest,
      index,
      pages: rest === undefined ? [] : own.flatMap((exchange) => pageOf(exchange, rest)),
      seriesCount: own.filter(isFirstPage).length,
      tables: tables.filter(({ resource }) => resource === report.name),
      canFix: isOwnSpelling && flat !== undefined,
    };
  });
}

/** Whether a request began a list; those that follow say what in the response before led to them. */
export function isFirstPage({ reason }: Exchange): boolean {
  return reason?.startsWith('first page') === true;
}

/** Empty for a source that cannot be read before its values are filled in. */
function modelsOf(spec: RestApiSourceSpec): readonly RestResource[] {
  try {
    return toRestSource(spec).resources;
  } catch {
    return [];
  }
}

function pageOf(exchange: Exchange, { dataSelector }: RestResource): PageFacts[] {
  try {
    const body = parseJson(exchange.responseBody ?? '');
    const path = dataSelector === undefined ? detectRecords(body)[0].path : parseJsonPath(dataSelector);
    const found = selectAll(path, body);
    return [
      { exchange, body, records: found.flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [value])) },
    ];
  } catch {
    return [];
  }
}
