import { tableNameFault, tableNameOf } from './table-name.ts';
import { authUrls } from './auth-urls.ts';
import { checkAuths } from './check-auths.ts';
import { checkBody } from './check-body.ts';
import { checkChildDispositions } from './check-child-dispositions.ts';
import { checkColumns } from './check-columns.ts';
import { checkIncremental } from './check-incremental.ts';
import { checkPagination } from './check-pagination.ts';
import { checkMerge } from './check-merge.ts';
import { checkParents } from './check-parents.ts';
import { checkResponses } from './check-responses.ts';
import { checkSteps } from './check-steps.ts';
import { findingOf } from './finding-of.ts';
import { doubledKeys, flattenResource, originOf, type FlatResource } from './flat-resource.ts';
import { isHttpUrl } from './http-url.ts';
import { movesCursor } from './incremental-ancestor.ts';
import { hasInterpolation } from './interpolation.ts';
import { parseJsonPath } from './json-path.ts';
import type { KeyPath } from './key-path.ts';
import type { PaginationSpec } from './pagination-spec.ts';
import { hasPlaceholder } from './placeholders.ts';
import type { Finding } from './source-issue.ts';
import type { RestApiSpec } from './source-spec.ts';
import { walkStrings } from './walk-strings.ts';

export interface RestApiRules {
  /** Whether a GET request may have a body, as dlt allows it. Default false: it is more often a forgotten `method`. */
  readonly allowsBodyOfGet?: boolean;
}

/** What a `rest_api` block of the right shape may still get wrong. Paths are from the block. */
export function checkRestApi(spec: RestApiSpec, rules: RestApiRules = {}): Finding[] {
  return [
    ...checkUrls(spec),
    ...checkAuths(spec),
    ...checkDoubledKeys(spec),
    ...checkPaginations(spec),
    ...checkResourceNames(spec),
    ...checkSelection(spec),
    ...spec.resources.flatMap((_, index) => [
      ...checkResource(spec, index, rules),
      ...checkColumns(spec, index),
      ...checkIncremental(spec, index),
      ...checkSteps(spec, index),
    ]),
    ...checkPaths(spec),
    ...checkResponses(spec),
    ...checkParents(spec),
    ...checkChildDispositions(spec),
  ];
}

function checkUrls(spec: RestApiSpec): Finding[] {
  const urls: [KeyPath, string][] = [[['base_url'], spec.base_url], ...authUrls(spec)];
  const findings: Finding[] = urls.flatMap(([path, url]) =>
    hasInterpolation(url) || isHttpUrl(url)
      ? []
      : [
          {
            path,
            message: `Expected an absolute http:// or https:// URL, got the text "${url}"`,
            hint: 'Write the whole address, such as https://api.example.com.',
          },
        ],
  );
  for (const [name, value] of Object.entries(spec.headers ?? {})) {
    if (!hasPlaceholder(String(value))) continue;
    findings.push({
      path: ['headers', name],
      message: 'Placeholders have no meaning in the headers of the whole source',
      hint: 'Move this header to the resource that needs it.',
    });
  }
  return findings;
}

function checkDoubledKeys(spec: RestApiSpec): Finding[] {
  const owners: [KeyPath, Parameters<typeof doubledKeys>[0]][] = [
    [['resource_defaults'], spec.resource_defaults ?? {}],
    ...spec.resources.map((resource, index): [KeyPath, typeof resource] => [['resources', index], resource]),
  ];
  return owners.flatMap(([path, owner]) =>
    doubledKeys(owner).map((key) => ({
      path: [...path, 'endpoint', key],
      part: 'key' as const,
      message: `"${key}" is set twice: at the resource and in its endpoint`,
      hint: `Remove one of the two "${key}".`,
    })),
  );
}

function checkPaginations(spec: RestApiSpec): Finding[] {
  const found: [KeyPath, PaginationSpec | undefined][] = [[['pagination'], spec.pagination]];
  const add = (base: KeyPath, owner: RestApiSpec['resource_defaults']) => {
    found.push([[...base, 'pagination'], owner?.pagination]);
    if (typeof owner?.endpoint === 'object') {
      found.push([[...base, 'endpoint', 'pagination'], owner.endpoint.pagination]);
    }
  };
  add(['resource_defaults'], spec.resource_defaults);
  spec.resources.forEach((resource, index) => add(['resources', index], resource));
  return found.flatMap(([path, pagination]) => (pagination === undefined ? [] : checkPagination(path, pagination)));
}

function checkResourceNames(spec: RestApiSpec): Finding[] {
  const seen = new Map<string, string>();
  const names = new Set<string>();
  return spec.resources.flatMap((resource, index) => {
    const { name, table_name: tableName } = flattenResource(resource, spec.resource_defaults);
    const table = tableNameOf(tableName ?? name);
    const other = seen.get(table);
    seen.set(table, other ?? name);
    const isDoubled = names.has(name);
    names.add(name);
    const isName = tableName === undefined || isDoubled;
    const path = isName ? ['resources', index, 'name'] : originOf(spec, index, 'table_name');
    const text = tableName ?? name;
    const fault = tableNameFault(text);
    if (fault !== undefined) return [{ path, ...fault }];
    if (isDoubled) {
      const message = `A second resource is called "${name}"`;
      return [{ path, message, hint: 'Give this resource another name.', suggestion: { action: 'make-unique' } }];
    }
    if (other === undefined) return [];
    const message = `"${name}" and "${other}" would both make the table "${table}"`;
    const suggestion = tableName === undefined ? { suggestion: { action: 'make-unique' } as const } : {};
    return [
      {
        path,
        message,
        hint: `Give this resource another ${tableName === undefined ? 'name' : 'table_name'}.`,
        ...suggestion,
      },
    ];
  });
}

/** The position of a cursor is saved with its rows, so one that is not loaded cannot have a position. */
function checkSelection(spec: RestApiSpec): Finding[] {
  return spec.resources.flatMap((resource, index) => {
    const flat = flattenResource(resource, spec.resource_defaults);
    if (flat.selected !== false || !movesCursor(flat)) return [];
    return [
      {
        path: originOf(spec, index, 'selected'),
        message: `Resource "${flat.name}" is not selected, so the position of its cursor could not be saved`,
        hint: 'Remove selected: false, or incremental.',
      },
    ];
  });
}

function checkResource(spec: RestApiSpec, index: number, { allowsBodyOfGet = false }: RestApiRules): Finding[] {
  const resource = spec.resources[index];
  if (resource === undefined) return [];
  const flat = flattenResource(resource, spec.resource_defaults);
  const { pagination } = flat;
  const findings: Finding[] = checkMerge(spec, index);
  findings.push(...checkBody(spec, index, allowsBodyOfGet));
  if (typeof pagination === 'object' && 'sent_by' in pagination) {
    const sent = checkSentBy(pagination, flat, originOf(spec, index, 'pagination'));
    findings.push(...(allowsBodyOfGet && pagination.sent_by === 'json' ? [] : sent));
  }
  return findings;
}

type SentPagination = Extract<PaginationSpec, { sent_by?: unknown }>;

/** Whether the request has the place in which the pagination wants to put its value. */
function checkSentBy({ sent_by, param, type }: SentPagination, flat: FlatResource, path: KeyPath): Finding[] {
  if (sent_by === 'json' && flat.method !== 'POST') {
    const message = `Resource "${flat.name}" pages in its json body, which a GET request does not send`;
    return [{ path: [...path, 'sent_by'], message, hint: 'Add method: POST, or send it by query.' }];
  }
  const place = `{${param ?? { page_number: 'page', offset: 'offset', cursor: 'cursor', header_cursor: 'cursor' }[type]}}`;
  const endpoint = flat.path ?? flat.name;
  if (sent_by !== 'path' || hasInterpolation(endpoint) || endpoint.includes(place)) return [];
  const message = `Resource "${flat.name}" pages by its path, but the endpoint "${endpoint}" has no ${place}`;
  return [{ path: [...path, 'sent_by'], message, hint: `Write ${place} where the value belongs.` }];
}

const pathKeys = new Set([
  'data_selector',
  'cursor_path',
  'next_url_path',
  'total_path',
  'total_records_path',
  'has_more_path',
  'token_path',
  'access_token_path',
  'expires_in_path',
  'refresh_token_path',
]);
const freeKeys = new Set([
  'params',
  'json',
  'headers',
  'form',
  'body',
  'access_token_request_data',
  'access_token_request_headers',
  'authorization_data',
]);

function checkPaths(spec: RestApiSpec): Finding[] {
  const findings: Finding[] = [];
  walkStrings(spec, (text, path) => {
    const isPath = pathKeys.has(String(path.at(-1))) && !path.some((step) => freeKeys.has(String(step)));
    if (!isPath || hasInterpolation(text)) return;
    const finding = findingOf(path, () => parseJsonPath(text));
    if (finding !== undefined) findings.push(finding);
  });
  return findings;
}
