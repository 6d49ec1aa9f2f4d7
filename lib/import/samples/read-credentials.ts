import type { JsonObject } from '../../spec/json-value.ts';
import { isCredentialName } from '../move-secrets.ts';
import type { Evidence } from '../proposal.ts';
import { dropTrackers } from './drop-noise.ts';
import type { SampleRequest } from './sample-request.ts';
import type { SplitUrl } from './split-url.ts';

type Pair = readonly [name: string, value: string];

/** A request with its credentials taken out. */
export interface ReadCredentials {
  /** As `auth` of sources.yml; undefined where the request carries none. */
  readonly auth: JsonObject | 'none' | undefined;
  readonly evidence: Evidence | undefined;
  readonly headers: readonly Pair[];
  readonly query: readonly Pair[];
}

/** Finds what proves who sends a request: given apart, in its headers, its address, its query or its cookies. */
export function readCredentials(request: SampleRequest, url: SplitUrl, given: readonly Pair[]): ReadCredentials {
  const { at } = request;
  const headers = given.flatMap(withoutTrackers);
  const found = (auth: JsonObject | 'none', text: string, rest: Partial<ReadCredentials> = {}): ReadCredentials => ({
    auth,
    evidence: { at, text },
    headers,
    query: url.query,
    ...rest,
  });
  const without = (name: string) => headers.filter(([other]) => other.toLowerCase() !== name.toLowerCase());
  const withoutCookies = without('cookie');
  if (request.auth !== undefined)
    return found(request.auth, 'credentials of the request', {
      headers: without('authorization'),
      ...(request.authFrom === undefined ? {} : { evidence: request.authFrom }),
    });
  const authorization = headers.find(([name]) => /^authorization$/i.test(name));
  if (authorization !== undefined) {
    return found(readAuthorization(authorization[1]), 'header Authorization', {
      headers: without('authorization').filter(([name]) => !/^cookie$/i.test(name)),
    });
  }
  if (url.user !== undefined) {
    const { name, password } = url.user;
    return found({ type: 'http_basic', username: name, password }, 'user name in the address');
  }
  const header = headers.find(([name]) => !/^cookie$/i.test(name) && isCredentialName(name));
  if (header !== undefined) {
    const [name, value] = header;
    return found({ type: 'api_key', name, api_key: value }, `header ${name}`, {
      headers: withoutCookies.filter(([other]) => other !== name),
    });
  }
  const param = url.query.find(([name, value]) => value !== '' && isCredentialName(name));
  if (param !== undefined) {
    const [name, value] = param;
    return found({ type: 'api_key', name, location: 'query', api_key: value }, `parameter ${name}`, {
      query: url.query.filter(([other]) => other !== name),
      headers: withoutCookies,
    });
  }
  return readCookies(at, url, headers, withoutCookies);
}

function readCookies(at: string, url: SplitUrl, headers: readonly Pair[], others: readonly Pair[]): ReadCredentials {
  const none = { auth: undefined, evidence: undefined, headers: others, query: url.query };
  const cookie = headers.find(([name]) => /^cookie$/i.test(name));
  if (cookie === undefined) return none;
  if (/^\$\{\w+\}$/.test(cookie[1])) return { ...none, headers };
  const kept = dropTrackers(cookie[1]);
  const [only] = kept;
  if (only === undefined) return none;
  const evidence = {
    at,
    text: kept.length === 1 ? `cookie ${only[0]}` : `cookies ${kept.map(([name]) => name).join(', ')}`,
  };
  if (kept.length === 1) {
    return { ...none, auth: { type: 'api_key', name: only[0], location: 'cookie', api_key: only[1] }, evidence };
  }
  return { ...none, headers: [...others, cookie], evidence };
}

/** A `Cookie` header without the cookies that only track; none where nothing else is in it. */
function withoutTrackers([name, value]: Pair): Pair[] {
  if (!/^cookie$/i.test(name) || /^\$\{\w+\}$/.test(value)) return [[name, value]];
  const kept = dropTrackers(value);
  return kept.length === 0 ? [] : [[name, kept.map((pair) => pair.join('=')).join('; ')]];
}

/** What an `Authorization` header says. */
export function readAuthorization(value: string): JsonObject {
  const [, scheme = '', rest = ''] = /^(\S+)\s+([^]*)$/.exec(value.trim()) ?? [];
  if (/^bearer$/i.test(scheme)) return { type: 'bearer', token: rest.trim() };
  if (/^basic$/i.test(scheme)) {
    const pair = decodeBasic(rest.trim());
    if (pair !== undefined) return { type: 'http_basic', ...pair };
  }
  if (/^[A-Za-z][\w-]{1,30}$/.test(scheme)) return { type: 'bearer', token: rest.trim(), prefix: scheme };
  return { type: 'api_key', name: 'Authorization', api_key: value.trim() };
}

function decodeBasic(text: string): { username: string; password: string } | undefined {
  if (!/^[A-Za-z0-9+/_-]+=*$/.test(text)) return undefined;
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
      character.charCodeAt(0),
    );
    const decoded = new TextDecoder().decode(bytes);
    const cut = decoded.indexOf(':');
    return cut < 0 ? undefined : { username: decoded.slice(0, cut), password: decoded.slice(cut + 1) };
  } catch {
    return undefined;
  }
}
