import type { SampleApi } from '../../sample/api/start-sample-api.ts';
import { createTempProject, type TempProject } from './temp-project.ts';

/** Whether the source is described in YAML or read by a module. */
export type SourceKind = 'rest' | 'module';

/** Late enough that a few pages of orders are left, some of which share an instant. */
const since = '2025-03-01T00:00:00Z';

const restSource = `
version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: "\${API_URL}"
      resource_defaults:
        pagination: { type: json_link, next_url_path: next_page_url }
      resources:
        - name: completions
          endpoint: /paged/next-url/orders
          params: { status: completed }
          write_disposition: append
          incremental: &since { cursor_path: updated_at, initial_value: "${since}", start_param: updated_after }
        - { name: orders, endpoint: /paged/next-url/orders, primary_key: id, incremental: *since }
        - { name: users, endpoint: /paged/next-url/users }
`;

const moduleSource = `
version: 1
sources:
  - name: shop
    type: dlt_native
    dlt_native:
      source_module: custom_sources.shop
      source_name: shop
      function_kwargs: { api_url: "\${API_URL}" }
`;

const moduleText = `
import { incremental, jsonLink, required, resource, RestClient, source } from 'dango';

export const shop = source({
  params: { apiUrl: required<string>() },
  resources({ apiUrl }) {
    const client = new RestClient({ baseUrl: apiUrl });
    const paginator = jsonLink({ nextUrlPath: 'next_page_url' });
    const readOrders = (params: Record<string, string>) =>
      client.paginate('/paged/next-url/orders', { params, paginator });
    const fromThen = () => incremental('updated_at', { initialValue: '${since}' });
    return [
      resource('completions', { writeDisposition: 'append', incremental: fromThen() }, ({ cursor }) =>
        readOrders({ status: 'completed', updated_after: cursor.startValue }),
      ),
      resource('orders', { writeDisposition: 'merge', primaryKey: 'id', incremental: fromThen() }, ({ cursor }) =>
        readOrders({ updated_after: cursor.startValue }),
      ),
      resource('users', { writeDisposition: 'replace' }, () => client.paginate('/paged/next-url/users', { paginator })),
    ];
  },
});
`;

/**
 * A project whose source `shop` appends completed orders (table `completions`), merges orders (with child tables), both
 * by a cursor, and replaces users. Dataset: `raw_shop`.
 */
export function createIncrementalProject(kind: SourceKind, api: SampleApi): Promise<TempProject> {
  return createTempProject({
    sourcesYml: kind === 'rest' ? restSource : moduleSource,
    env: { API_URL: api.url },
    ...(kind === 'rest' ? {} : { customSources: { shop: moduleText } }),
  });
}
