import { createAuthenticator } from '../http/create-authenticator.ts';
import { changePage } from '../sdk/page.ts';
import type { Resource, ResourceContext } from '../sdk/resource.ts';
import { RestClient } from '../sdk/rest-client.ts';
import type { Source } from '../sdk/source.ts';
import type { RestResource, RestSource } from '../spec/rest-source.ts';
import { combineValues } from './combine-values.ts';
import { createPaginator } from './create-paginator.ts';
import { includedFields, withFields } from './include-from-parent.ts';
import { planRequest } from './plan-request.ts';
import { sentCursor } from './sent-cursor.ts';
import { applySteps } from './steps/apply-steps.ts';

/** Makes a source of a declaration. Its resources share one client, and with it the rate limit. */
export function compileRestSource(spec: RestSource & { readonly name: string }): Source {
  const { name, baseUrl, headers, auth, rateLimit } = spec;
  const client = new RestClient({
    baseUrl,
    headers,
    auth: auth === undefined ? undefined : createAuthenticator(auth),
    rateLimit,
  });
  return { name, resources: spec.resources.map((resource) => compileResource(resource, baseUrl, client)) };
}

function compileResource(resource: RestResource, baseUrl: string, client: RestClient): Resource {
  const { name, writeDisposition, primaryKey, incremental, parent, dataSelector } = resource;
  const { selected, tableName, maxTableNesting, columns, forEach, concurrency, onChildError, steps = [] } = resource;
  const paginator = createPaginator(resource);
  return {
    name,
    writeDisposition,
    primaryKey,
    incremental,
    parent,
    forEach: forEach === undefined ? undefined : combineValues(forEach),
    concurrency,
    onChildError,
    selected,
    tableName,
    maxTableNesting,
    columns,
    async *records({ cursor, parentRecord, recordsAbove, values, signal, warn }: ResourceContext) {
      const sent = sentCursor(cursor, incremental, name);
      const context = { resource: name, parentRecord, recordsAbove, values, cursor: sent };
      const planned = planRequest(resource, baseUrl, context);
      if (planned === undefined) {
        warn(`Some records of "${parent}" name nothing to read for "${name}": the field in its path is null or empty.`);
        return;
      }
      const { path, ...request } = planned;
      const included = includedFields(resource, context);
      const pages = client.paginate<unknown>(path, { ...request, paginator, dataSelector, signal, warn });
      for await (const page of pages)
        yield changePage(page, (record) => applySteps(steps, withFields(record, included)));
    },
  };
}
