import { authPlaces, type AuthPlace } from './auth-places.ts';
import { flattenResource, originOf } from './flat-resource.ts';
import type { Finding } from './source-issue.ts';
import type { RestApiSpec } from './source-spec.ts';

/** What `auth` blocks of the right shape may still get wrong. Paths are from the `rest_api` block. */
export function checkAuths(spec: RestApiSpec): Finding[] {
  return [
    ...authPlaces(spec).flatMap((place) => [...checkLogin(place), ...checkClient(place)]),
    ...spec.resources.flatMap((_, index) => checkBody(spec, index)),
  ];
}

function checkLogin({ path, auth }: AuthPlace): Finding[] {
  if (auth.type !== 'login') return [];
  const { json, form, method, username, password } = auth;
  const findings: Finding[] = [];
  if (json !== undefined && form !== undefined) {
    findings.push({
      path: [...path, 'form'],
      part: 'key',
      message: 'The login has both json and form, but a request has one body',
      hint: 'Remove one of the two.',
    });
  }
  if (method === 'GET' && (json ?? form) !== undefined) {
    findings.push({
      path: [...path, json === undefined ? 'form' : 'json'],
      part: 'key',
      message: 'The login has a body, which a GET request does not send',
      hint: 'Remove method: GET, or write the fields as params.',
    });
  }
  if (username === undefined && password !== undefined) {
    findings.push({
      path: [...path, 'password'],
      part: 'key',
      message: 'The login has a password, but no username to send it with',
      hint: 'Add username, or write the password as a field of json or form.',
    });
  }
  return findings;
}

function checkClient({ path, auth }: AuthPlace): Finding[] {
  const isBasic = 'client_authentication' in auth && auth.client_authentication === 'basic';
  if (!isBasic || auth.client_secret !== undefined) return [];
  return [
    {
      path: [...path, 'client_authentication'],
      message: 'HTTP Basic needs a client_secret',
      hint: 'Add client_secret, or remove client_authentication.',
    },
  ];
}

/** A key in the body needs a request that has one. Told at the resource, for the block may be meant for others too. */
function checkBody(spec: RestApiSpec, index: number): Finding[] {
  const resource = spec.resources[index];
  if (resource === undefined) return [];
  const { auth = spec.auth, method, name } = flattenResource(resource, spec.resource_defaults);
  if (typeof auth !== 'object' || auth.type !== 'api_key' || auth.location !== 'body' || method === 'POST') return [];
  return [
    {
      path: method === undefined ? ['resources', index, 'name'] : originOf(spec, index, 'method'),
      message: `Resource "${name}" sends its key in the body, which a GET request does not have`,
      hint: 'Add method: POST, or give it an auth of its own.',
    },
  ];
}
