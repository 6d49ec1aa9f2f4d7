import { withPlainTextCheck } from './plain-text-check.ts';

/** Replaces secret values in a text by `***`. */
export type Mask = (text: string) => string;

const shortestSecret = 4;

/**
 * Builds a mask for values, in every spelling in which a request carries them: plain, percent- or form-encoded,
 * escaped in JSON, and base64, also inside a longer base64 text such as Basic credentials.
 * Values below four characters are left alone, because they would hide ordinary text. Of a value with several lines,
 * such as a private key, each line is hidden too, because output is masked line by line.
 */
export function createMask(secretValues: readonly string[]): Mask {
  const spellings = new Set(
    [...secretValues, ...secretValues.flatMap(listLines)]
      .filter(({ length }) => length >= shortestSecret)
      .flatMap(listSpellings),
  );
  if (spellings.size === 0) {
    return withPlainTextCheck(
      (text) => text,
      () => true,
    );
  }
  const longestFirst = [...spellings].sort((first, second) => second.length - first.length);
  const pattern = new RegExp(longestFirst.map(escapePattern).join('|'), 'g');
  const signs = listSigns(longestFirst.toReversed());
  const signBytes = signs.map((sign) => Buffer.from(sign));
  return withPlainTextCheck(
    (text) => (mayHold(text, signs) ? text.replace(pattern, '***') : text),
    (utf8) => signs.length <= mostSearches && !holdsAny(utf8, signBytes),
  );
}

/** Texts of which at least one is in every spelling. */
function listSigns(shortestFirst: readonly string[]): readonly string[] {
  const signs: string[] = [];
  for (const text of shortestFirst) if (!signs.some((sign) => text.includes(sign))) signs.push(text);
  return signs;
}

/** Looking for a few texts one after the other is several times faster than for all of them at once. */
const mostSearches = 24;

function mayHold(text: string, signs: readonly string[]): boolean {
  return signs.length > mostSearches || signs.some((sign) => text.includes(sign));
}

function holdsAny(utf8: Uint8Array, signs: readonly Buffer[]): boolean {
  const bytes = Buffer.from(utf8.buffer, utf8.byteOffset, utf8.length);
  return signs.some((sign) => bytes.includes(sign));
}

const shortestLine = 8;

/** The lines that tell something of a value with several; variables often spell the line ends as `\\n`. */
function listLines(value: string): string[] {
  const lines = value.split(/(?:[\r\n]|\\[rn])+/).map((line) => line.trim());
  if (lines.length === 1) return [];
  return lines.filter((line) => line.length >= shortestLine && !/^-+ ?(?:BEGIN|END) [^-]*-+$/.test(line));
}

function listSpellings(value: string): string[] {
  const percent = encodeURIComponent(value.toWellFormed());
  const form = new URLSearchParams({ v: value }).toString().slice(2);
  // The query of a URL escapes this one too, unlike encodeURIComponent.
  const query = percent.replaceAll("'", '%27');
  const lowerCased = [percent, form, query].map((text) => text.replace(/%[\dA-F]{2}/g, (code) => code.toLowerCase()));
  const path = encodeURI(value.toWellFormed());
  const json = listJsonSpellings(value);
  const spellings = [value, percent, form, query, path, ...lowerCased, ...json, ...listBase64Spellings(value)];
  return spellings.filter(({ length }) => length >= shortestSecret);
}

/** Writers of JSON escape more than they must, and an answer may hold what a request said. */
function listJsonSpellings(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const escapeAll = (text: string, characters: RegExp): string[] => {
    const escaped = text.replace(characters, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
    return [escaped, escaped.replace(/\\u[\da-f]{4}/g, (code) => `\\u${code.slice(2).toUpperCase()}`)];
  };
  const beyondAscii = /[\u0080-\uffff]/g;
  // As PHP does, Python and many others, Go, .NET.
  const slashed = json.replaceAll('/', '\\/');
  return [
    json,
    slashed,
    ...[json, slashed].flatMap((text) => escapeAll(text, beyondAscii)),
    ...escapeAll(json, /[&<>]/g),
    ...escapeAll(json.replaceAll('\\"', '\\u0022'), /[&<>'+`\u0080-\uffff]/g),
  ];
}

/**
 * Base64 spells a value in three ways, depending on how many bytes stand before it. The characters at both ends
 * also depend on the neighbours and are left out.
 */
function listBase64Spellings(value: string): string[] {
  const bytes = Buffer.from(value, 'utf8');
  const inside = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
  const whole = bytes.toString('base64');
  return [whole, ...inside].flatMap((text) => [
    text,
    text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
  ]);
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}

const sensitiveParameters = new Set(
  (
    'key apikey appkey accesskey secretkey privatekey hapikey subscriptionkey token accesstoken apitoken authtoken ' +
    'bearertoken refreshtoken idtoken privatetoken sessiontoken securitytoken xamzsecuritytoken oauthtoken secret ' +
    'clientsecret appsecret apisecret password passwd pwd pass signature sig xamzsignature xgoogsignature ' +
    'xamzcredential auth authorization jwt assertion clientassertion credential credentials'
  ).split(' '),
);

/** True for names of query or form parameters that carry credentials, whatever their case and separators. */
export function isSensitiveParameter(name: string): boolean {
  return sensitiveParameters.has(name.toLowerCase().replace(/[-_.[\] ]/g, ''));
}

/** Masks an address: user name and password, the values of parameters that carry credentials, then `mask`. */
export function maskUrl(url: string, mask: Mask = (text) => text): string {
  const withoutUser = url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#@]*(?:@[^/?#@]*)*@/i, '$1***@');
  return mask(withoutUser.replace(/([?&;])([^=&;#]+)=([^&#]+)/g, maskParameter));
}

function maskParameter(pair: string, separator: string, name: string): string {
  return isSensitiveParameter(decodeName(name)) ? `${separator}${name}=***` : pair;
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

const sensitiveHeaders = /^(?:authorization|proxy-authorization|cookie|set-cookie)$|token|secret|api-?_?key|password/i;

/** True for names of headers whose value is a credential. */
export function isSensitiveHeader(name: string): boolean {
  return sensitiveHeaders.test(name);
}

/** Masks the values of headers that carry credentials, and secret values in all others. */
export function maskHeaders(headers: Readonly<Record<string, string>>, mask: Mask): Record<string, string> {
  const masked = Object.entries(headers).map(([name, value]) => [name, maskHeader(name, value, mask)] as const);
  return Object.fromEntries(masked);
}

const schemePattern = /^(?:basic|bearer|digest|token|apikey|oauth|negotiate|aws4-hmac-sha256) +/i;

/** The scheme stays: that a token was sent as `Bearer` helps to see why it was refused. */
function maskHeader(name: string, value: string, mask: Mask): string {
  if (!isSensitiveHeader(name)) return mask(value);
  const scheme = schemePattern.exec(value)?.[0];
  return `${scheme ?? ''}***`;
}

/** A mask for the credentials in headers, so that a server that echoes them back does not reveal them. */
export function createHeaderMask(headers: Readonly<Record<string, string>>): Mask {
  const sensitive = Object.entries(headers).filter(([name]) => isSensitiveHeader(name));
  return createMask(sensitive.map(([, value]) => value.replace(schemePattern, '')));
}
