/** What the door looks at in a request. Header values as received, undefined where the header is absent. */
export interface Visitor {
  readonly method: string;
  /** Path and query as received. */
  readonly url: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly fetchMode: string | undefined;
  /** True when the visitor brought the session's cookie. */
  readonly hasSession: boolean;
}

export interface DoorRules {
  /** Host names, without port and in lower case, that this server answers to. */
  readonly hosts: ReadonlySet<string>;
  /** Whether addresses such as 192.168.1.20 are answered to as well. A rebound DNS name is never an address. */
  readonly allowsAddresses: boolean;
}

export type Verdict =
  | { readonly outcome: 'enter' }
  /** A page asks for the token or the password. */
  | { readonly outcome: 'sign-in' }
  /** The browser comes back from a provider that was asked for an access. */
  | { readonly outcome: 'callback' }
  | { readonly outcome: 'refuse'; readonly status: 401 | 403 | 421; readonly reason: string };

/** Path of the form that takes a token or a password. */
export const signInPath = '/sign-in';

/** Path that a provider leads the browser back to; that of `dango source login`, so that one registration serves both. */
export const callbackPath = '/callback';

/**
 * Decides who comes in. Denied by default: a request needs a host name that is ours, and the session's cookie; one that
 * changes something must name our own origin; one that another site caused must be a plain visit.
 */
export function decideEntry(visitor: Visitor, rules: DoorRules): Verdict {
  const { method, host, origin, fetchSite, fetchMode, hasSession } = visitor;
  if (host === undefined || !isOurHost(host, rules)) {
    return refuse(421, `This server does not answer to the host "${host ?? ''}".`);
  }
  const isChange = method !== 'GET' && method !== 'HEAD';
  if (isChange && !isOwnOrigin(origin, host)) {
    return refuse(403, `A change must come from a page of this server, not from "${origin ?? 'nowhere'}".`);
  }
  const isForeign = fetchSite === 'cross-site' || fetchSite === 'same-site';
  const isVisit = fetchMode === 'navigate' && !isChange && !pathOf(visitor).startsWith('/api/');
  if (isForeign && !isVisit) return refuse(403, 'Another site may not use this server.');
  // A browser that another site sends here leaves the session's cookie at home. What counts is the state that it brings.
  if (method === 'GET' && pathOf(visitor) === callbackPath) return { outcome: 'callback' };
  if (hasSession) return { outcome: 'enter' };
  if (isChange && pathOf(visitor) === signInPath) return { outcome: 'sign-in' };
  const asksForPage = !isChange && !pathOf(visitor).startsWith('/api/');
  return asksForPage ? { outcome: 'sign-in' } : refuse(401, 'Sign in first: open the link that "dango serve" printed.');
}

function refuse(status: 401 | 403 | 421, reason: string): Verdict {
  return { outcome: 'refuse', status, reason };
}

function pathOf({ url }: Visitor): string {
  return url.split('?')[0] ?? url;
}

function isOwnOrigin(origin: string | undefined, host: string): boolean {
  return origin === `http://${host}` || origin === `https://${host}`;
}

/** `localhost:8800` is `localhost`; `[::1]:8800` is `[::1]`. */
function isOurHost(host: string, { hosts, allowsAddresses }: DoorRules): boolean {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  if (hosts.has(name)) return true;
  return allowsAddresses && (/^\d{1,3}(\.\d{1,3}){3}$/.test(name) || /^\[[0-9a-f:.]+\]$/.test(name));
}
