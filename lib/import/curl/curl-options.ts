/** What an option of curl does to a request. */
export type CurlEffect =
  | 'method'
  | 'header'
  | 'data'
  | 'data-raw'
  | 'data-urlencode'
  | 'json'
  | 'get'
  | 'url'
  | 'url-query'
  | 'user'
  | 'cookie'
  | 'oauth2-bearer'
  | 'next'
  /** Nothing that matters: how curl prints, waits, connects. */
  | 'ignore'
  /** Nothing, but a person should know. */
  | 'note'
  | 'refuse';

export interface CurlOption {
  readonly effect: CurlEffect;
  readonly takesValue: boolean;
  /** For `note` and `refuse`: why, and what to do. */
  readonly why?: string;
}

const option = (effect: CurlEffect, takesValue: boolean, why?: string): CurlOption =>
  why === undefined ? { effect, takesValue } : { effect, takesValue, why };

const upload = 'it uploads files, which is no request that reads';
const signing = 'this way to sign requests is not known; write a module for it';

const long = new Map<string, CurlOption>([
  ['request', option('method', true)],
  ['header', option('header', true)],
  ['data', option('data', true)],
  ['data-ascii', option('data', true)],
  ['data-binary', option('data', true)],
  ['data-raw', option('data-raw', true)],
  ['data-urlencode', option('data-urlencode', true)],
  ['json', option('json', true)],
  ['get', option('get', false)],
  ['url', option('url', true)],
  ['url-query', option('url-query', true)],
  ['user', option('user', true)],
  ['cookie', option('cookie', true)],
  ['oauth2-bearer', option('oauth2-bearer', true)],
  ['next', option('next', false)],
  ['form', option('refuse', true, upload)],
  ['form-string', option('refuse', true, upload)],
  ['upload-file', option('refuse', true, upload)],
  ['head', option('refuse', false, 'it asks for headers only, and a source needs the body')],
  ['config', option('refuse', true, 'it reads further options from a file; paste them instead')],
  ['digest', option('refuse', false, signing)],
  ['ntlm', option('refuse', false, signing)],
  ['negotiate', option('refuse', false, signing)],
  ['aws-sigv4', option('refuse', true, signing)],
  ['cert', option('refuse', true, 'certificates of a client are not known to a REST source')],
  ['key', option('refuse', true, 'certificates of a client are not known to a REST source')],
  ['insecure', option('note', false, 'certificates are always checked; NODE_EXTRA_CA_CERTS names those of your own')],
  ['proxy', option('note', true, 'the proxy is taken from HTTPS_PROXY in the environment')],
  ['netrc', option('note', false, 'a netrc file is not read; store what it holds with dango secrets set')],
  ['netrc-file', option('note', true, 'a netrc file is not read; store what it holds with dango secrets set')],
  ['cacert', option('note', true, 'NODE_EXTRA_CA_CERTS names certificates of your own')],
]);

const ignoredWithValue =
  'max-time connect-timeout retry retry-delay retry-max-time output write-out user-agent referer dump-header cookie-jar resolve connect-to interface limit-rate max-redirs stderr trace trace-ascii ciphers tls-max tls13-ciphers keepalive-time range dns-servers proto proto-default proto-redir noproxy unix-socket capath max-filesize speed-limit speed-time parallel-max output-dir create-file-mode rate happy-eyeballs-timeout-ms variable expand-url expand-header'.split(
    ' ',
  );
const ignored =
  'silent show-error location compressed verbose include fail fail-with-body globoff http1.0 http1.1 http2 http2-prior-knowledge http3 http3-only progress-bar no-progress-meter remote-name remote-header-name tcp-fastopen tcp-nodelay ipv4 ipv6 tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 no-keepalive no-buffer path-as-is location-trusted basic anyauth create-dirs parallel disable retry-all-errors retry-connrefused raw junk-session-cookies ssl-reqd post301 post302 post303 disallow-username-in-url compressed-ssh no-alpn no-npn fail-early show-headers styled-output remote-time'.split(
    ' ',
  );

for (const name of ignoredWithValue) long.set(name, option('ignore', true));
for (const name of ignored) long.set(name, option('ignore', false));

/** Short names of options, and what they stand for. */
export const shortOptions: Readonly<Record<string, string>> = {
  X: 'request',
  H: 'header',
  d: 'data',
  G: 'get',
  u: 'user',
  b: 'cookie',
  F: 'form',
  T: 'upload-file',
  I: 'head',
  K: 'config',
  k: 'insecure',
  x: 'proxy',
  n: 'netrc',
  E: 'cert',
  ':': 'next',
  m: 'max-time',
  o: 'output',
  w: 'write-out',
  A: 'user-agent',
  e: 'referer',
  D: 'dump-header',
  c: 'cookie-jar',
  s: 'silent',
  S: 'show-error',
  L: 'location',
  v: 'verbose',
  i: 'include',
  f: 'fail',
  g: 'globoff',
  '0': 'http1.0',
  '#': 'progress-bar',
  O: 'remote-name',
  J: 'remote-header-name',
  '4': 'ipv4',
  '6': 'ipv6',
  '1': 'tlsv1',
  N: 'no-buffer',
  Z: 'parallel',
  q: 'disable',
  r: 'range',
  y: 'speed-time',
  Y: 'speed-limit',
  j: 'junk-session-cookies',
  R: 'remote-time',
};

/** An option by its long name; a unique beginning of it will do, as for curl. Undefined for one that is not known. */
export function findCurlOption(name: string): CurlOption | undefined {
  const exact = long.get(name) ?? (name.startsWith('no-') ? long.get(name.slice(3)) : undefined);
  if (exact !== undefined) return exact;
  const begun = [...long.keys()].filter((key) => key.startsWith(name));
  return begun.length === 1 && name.length > 2 ? long.get(begun[0] ?? '') : undefined;
}

/** Every long name, for "did you mean". */
export const curlOptionNames: readonly string[] = [...long.keys()];
