import { createAuthenticator } from '../http/create-authenticator.ts';
import type { Paginator } from '../sdk/paginate/paginator.ts';
import type { Resource, ResourceContext } from '../sdk/resource.ts';
import { RestClient } from '../sdk/rest-client.ts';
import type { Source } from '../sdk/source.ts';
import type { RestResource, RestSource } from '../spec/rest-source.ts';
import { createPaginator } from './create-paginator.ts';
import { planRequest } from './plan-request.ts';

/**
 * Makes a source of a declaration. Its resources share one client, and with it the rate limit.
 * @param paginatorOf how the pages of a resource follow each other. Default: as it configures.
 */
export function compileRestSource(
  spec: RestSource & { readonly name: string },
  paginatorOf: (resource: RestResource) => Paginator = createPaginator,
): Source {
  const { name, baseUrl, headers, auth, rateLimit } = spec;
  const client = new RestClient({
    baseUrl,
    headers,
    auth: auth === undefined ? undefined : createAuthenticator(auth),
    rateLimit,
  });
  return {
    name,
    resources: spec.resources.map((resource) => compileResource(resource, baseUrl, client, paginatorOf(resource))),
  };
}

function compileResource(resource: RestResource, baseUrl: string, client: RestClient, paginator: Paginator): Resource {
  const { name, writeDisposition, primaryKey, incremental, parent, dataSelector } = resource;
  return {
    name,
    writeDisposition,
    primaryKey,
    incremental,
    parent,
    async *records({ cursor, parentRecord, signal, warn }: ResourceContext) {
      const planned = planRequest(resource, baseUrl, { resource: name, parentRecord, cursor });
      if (planned === undefined) {
        warn(`Some records of "${parent}" name nothing to read for "${name}": the field in its path is null or empty.`);
        return;
      }
      const { path, ...request } = planned;
      yield* client.paginate<unknown>(path, { ...request, paginator, dataSelector, signal, warn });
    },
  };
}
