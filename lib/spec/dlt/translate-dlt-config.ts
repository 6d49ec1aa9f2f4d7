import { escapePlaceholders } from '../placeholders.ts';
import { tracedMapping, type TracedValue } from '../traced-value.ts';
import type { DltConfig } from './dlt-config-spec.ts';
import { DltReport } from './dlt-report.ts';
import { mergeDltDefaults } from './merge-dlt-defaults.ts';
import { translateAuth } from './translate-auth.ts';
import { translatePaginator } from './translate-paginator.ts';
import { translateResource } from './translate-resource.ts';
import type { Finding } from '../source-issue.ts';

export interface TranslatedConfig {
  /** A `rest_api` block in Dango's own words, every part with its place in the configuration. */
  readonly block: TracedValue;
  readonly findings: readonly Finding[];
}

type Fields = Readonly<Record<string, TracedValue>>;

/** A dlt configuration of the right shape in Dango's words. Defaults are merged into each resource. */
export function translateDltConfig(config: DltConfig): TranslatedConfig {
  const report = new DltReport();
  const { client } = config;
  const resources = mergeDltDefaults(config).map((resource) => translateResource(resource, report));
  const hasBody = resources.some(({ fields }) => fields['method'] !== undefined);
  const headers = translateHeaders(client.headers);
  const auth =
    client.auth === undefined || client.auth === null
      ? undefined
      : translateAuth({ value: client.auth, from: ['client', 'auth'] });
  const { baseUrl, origin } = chooseBaseUrl(
    client.base_url,
    resources.map(({ fields }) => fields),
    report,
  );
  const strangers = resources.map((resource) =>
    isElsewhere(pathOf(resource.fields), origin) ? withClient(resource, headers, auth) : resource,
  );
  const paginator =
    client.paginator === undefined || client.paginator === null
      ? undefined
      : translatePaginator({ value: client.paginator, from: ['client', 'paginator'] }, report, hasBody);
  const block = tracedMapping([], {
    base_url: { from: ['client', 'base_url'], value: baseUrl },
    headers,
    auth,
    pagination: paginator,
    resources: { from: ['resources'], items: strangers },
  });
  return { block, findings: report.findings };
}

/** dlt sends them as they are. */
function translateHeaders(headers: DltConfig['client']['headers']): TracedValue | undefined {
  if (headers === null || headers === undefined || Object.keys(headers).length === 0) return undefined;
  const from = ['client', 'headers'];
  const fields = Object.entries(headers).map(([name, value]) => {
    const text = typeof value === 'string' ? escapePlaceholders(value) : value;
    return [name, { from: [...from, name], value: text }] as const;
  });
  return tracedMapping(from, Object.fromEntries(fields));
}

/** An empty base URL belongs to paths that are whole addresses; the first of them then says whose credentials are sent. */
function chooseBaseUrl(written: string, resources: readonly Fields[], report: DltReport) {
  if (written !== '') {
    const baseUrl = written.replace(/\/{2,}$/, '/');
    return { baseUrl, origin: URL.parse(baseUrl)?.origin };
  }
  const urls = resources.map((fields) => URL.parse(pathOf(fields)));
  const [first] = urls;
  if (first !== null && first !== undefined && urls.every((url) => url !== null))
    return { baseUrl: first.origin, origin: first.origin };
  const message = 'base_url is empty, but not every path is a whole address';
  report.refuse(['client', 'base_url'], message, 'Write the address that the paths are below.');
  return { baseUrl: 'http://localhost', origin: undefined };
}

function pathOf({ endpoint, name }: Fields): string {
  const path = endpoint ?? name;
  return path !== undefined && 'value' in path && typeof path.value === 'string' ? path.value : '';
}

function isElsewhere(path: string, origin: string | undefined): boolean {
  return /^https?:\/\//i.test(path) && origin !== undefined && URL.parse(path)?.origin !== origin;
}

/** dlt sends headers and credentials of the client to every address of the configuration. */
function withClient(
  resource: TracedValue & { readonly fields: Fields },
  headers: TracedValue | undefined,
  auth: TracedValue | undefined,
): TracedValue {
  const own = resource.fields['headers'];
  const ownFields = own !== undefined && 'fields' in own ? own.fields : {};
  const all =
    headers !== undefined && 'fields' in headers
      ? tracedMapping(headers.from, { ...headers.fields, ...ownFields })
      : own;
  const { headers: _, ...fields } = resource.fields;
  return tracedMapping(resource.from, { ...fields, headers: all, auth: fields['auth'] ?? auth });
}
