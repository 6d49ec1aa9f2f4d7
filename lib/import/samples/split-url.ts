/** The parts of an address as it was written, `${NAME}` included. */
export interface SplitUrl {
  /** `https://api.example.com`, without user name; or a `${NAME}` that stands for it. */
  readonly origin: string;
  readonly user?: { readonly name: string; readonly password: string } | undefined;
  /** With a slash in front; empty for none. Percent-encoded as it was. */
  readonly path: string;
  /** Decoded, in their order. */
  readonly query: readonly (readonly [name: string, value: string])[];
}

const pattern = /^(?<scheme>https?:\/\/)(?:(?<user>[^/?#@]*)@)?(?<host>[^/?#]+)(?<path>[^?#]*)(?:\?(?<query>[^#]*))?/i;
const reference = /^(?<origin>\$\{[A-Za-z_]\w*\}[^/?#]*)(?<path>[^?#]*)(?:\?(?<query>[^#]*))?/;

/** Undefined for a text that is no address. One without scheme is taken as `https://`, as people write it. */
export function splitUrl(text: string): SplitUrl | undefined {
  const variable = reference.exec(text)?.groups;
  if (variable !== undefined)
    return {
      origin: variable['origin'] ?? '',
      path: variable['path'] ?? '',
      query: splitQuery(variable['query'] ?? ''),
    };
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  const groups = pattern.exec(whole)?.groups;
  if (groups === undefined) return undefined;
  const { scheme = '', host = '', path = '', query = '', user } = groups;
  if (!host.includes('${') && !URL.canParse(`${scheme}${host}`)) return undefined;
  const [name = '', ...rest] = user?.split(':') ?? [];
  return {
    origin: `${scheme.toLowerCase()}${host.toLowerCase() === host || host.includes('${') ? host : host.toLowerCase()}`,
    user: user === undefined ? undefined : { name: decode(name), password: decode(rest.join(':')) },
    path: path === '/' ? '' : path,
    query: splitQuery(query),
  };
}

/** Pairs of a query or a form, decoded. */
export function splitQuery(query: string): [string, string][] {
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const cut = part.indexOf('=');
      const [name, value] = cut < 0 ? [part, ''] : [part.slice(0, cut), part.slice(cut + 1)];
      return [decode(name.replaceAll('+', ' ')), decode(value.replaceAll('+', ' '))];
    });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
