import { createAuthenticator } from '../http/create-authenticator.ts';
import type { Resource, ResourceContext } from '../sdk/resource.ts';
import { RestClient } from '../sdk/rest-client.ts';
import type { Source } from '../sdk/source.ts';
import type { RestResource, RestSource } from '../spec/rest-source.ts';
import { createPaginator } from './create-paginator.ts';
import { planRequest } from './plan-request.ts';

/** Makes a source of a declaration. Its resources share one client, and with it the rate limit. */
export function compileRestSource(spec: RestSource & { readonly name: string }): Source {
  const { name, baseUrl, headers, auth, rateLimit, concurrency, retry } = spec;
  const client = new RestClient({
    baseUrl,
    headers,
    auth: auth === undefined ? undefined : createAuthenticator(auth),
    rateLimit,
    concurrency,
    retry,
  });
  return { name, resources: spec.resources.map((resource) => compileResource(resource, baseUrl, client)) };
}

function compileResource(resource: RestResource, baseUrl: string, client: RestClient): Resource {
  const { name, writeDisposition, primaryKey, incremental, parent, dataSelector } = resource;
  const { format, retry, responses } = resource;
  const paginator = createPaginator(resource);
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
      // An address that a record gives is none that the person meant the headers for.
      const headersOrigin = /^https?:/i.test(resource.path) ? undefined : baseUrl;
      const options = { ...request, paginator, dataSelector, format, retry, responses, headersOrigin, signal, warn };
      yield* client.paginate<unknown>(path, options);
    },
  };
}
