/** Everything of "dango" that an ejected module may import. */
const sdkNames = [
  'apiKey',
  'auto',
  'bearer',
  'changeFields',
  'cursor',
  'endpoint',
  'evaluate',
  'explodeField',
  'fieldOf',
  'formatCursor',
  'headerCursor',
  'headerLink',
  'httpBasic',
  'incremental',
  'jsonLink',
  'keepFields',
  'linkOf',
  'login',
  'meets',
  'oauth2ClientCredentials',
  'oauth2Password',
  'oauth2RefreshToken',
  'offset',
  'pageNumber',
  'removeFields',
  'renameFields',
  'required',
  'resource',
  'RestClient',
  'secret',
  'setFields',
  'singlePage',
  'slashed',
  'source',
  'stopWhen',
  'text',
  'textAt',
  'transformer',
  'withFields',
] as const;
export type SdkName = (typeof sdkNames)[number];

/** Words of the language, and names that a module may see from elsewhere. */
const languageNames =
  'await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield async arguments eval Number String Object Array JSON Math Date URL Error Promise Symbol Map Set process globalThis';

/** Names that code of the generator uses by itself. */
const ownNames =
  'client baseUrl above values cursor sent list listChanges path name value record row auth responses params';

/** Names that neither a parameter nor a variable of an ejected module may have. */
export const takenNames: ReadonlySet<string> = new Set([
  ...sdkNames,
  ...languageNames.split(' '),
  ...ownNames.split(' '),
]);

/** A name in camelCase made of free text, which no other thing has yet. */
export function variableOf(text: string, taken: Set<string>): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const joined = words.map((word, index) => (index === 0 ? lowerFirst(word) : upperFirst(word))).join('');
  const base = /^[A-Za-z]/.test(joined) ? joined : `list${joined}`;
  const free = [base, `${base}List`].find((name) => !taken.has(name)) ?? numbered(base, taken);
  taken.add(free);
  return free;
}

/** What one record of a resource is called: `post` of `posts`, `row` where there is no such word. */
export function recordNameOf(variable: string, taken: Set<string>): string {
  const singular = variable
    .replace(/ies$/, 'y')
    .replace(/(ss|x|ch|sh)es$/, '$1')
    .replace(/([^s])s$/, '$1');
  if (singular === variable || taken.has(singular)) return 'row';
  taken.add(singular);
  return singular;
}

function numbered(base: string, taken: ReadonlySet<string>): string {
  if (!taken.has(base)) return base;
  for (let number = 2; ; number++) if (!taken.has(`${base}${number}`)) return `${base}${number}`;
}

function lowerFirst(word: string): string {
  return word === word.toUpperCase() ? word.toLowerCase() : `${word[0]?.toLowerCase()}${word.slice(1)}`;
}

function upperFirst(word: string): string {
  const lower = word === word.toUpperCase() ? word.toLowerCase() : word;
  return `${lower[0]?.toUpperCase()}${lower.slice(1)}`;
}
