import { DangoError } from '../../errors/dango-error.ts';
import type { JsonObject, JsonValue } from '../../spec/json-value.ts';
import { closestWord } from '../../util/closest-word.ts';
import type { Note } from '../proposal.ts';
import type { SampleBody, SampleRequest } from '../samples/sample-request.ts';
import { splitQuery } from '../samples/split-url.ts';
import { curlOptionNames, findCurlOption, shortOptions, type CurlOption } from './curl-options.ts';
import type { ShellCommand, ShellWord } from './shell-word.ts';

interface Given {
  readonly option: CurlOption;
  /** As it is written, with dashes. */
  readonly written: string;
  readonly value: string;
  readonly line: number;
}

/**
 * Reads one command as curl does: a request for each address.
 * @param words without the word `curl`.
 * @throws DangoError `usage-invalid` for an option that is not known or cannot be a part of a request that reads.
 */
export function readCurlCommand(words: ShellCommand, at: string, notes: Note[]): SampleRequest[] {
  const requests: SampleRequest[] = [];
  let given: Given[] = [];
  const end = (): void => {
    requests.push(...requestsOf(given, at, notes));
    given = [];
  };
  const open = [...words];
  for (let word = open.shift(); word !== undefined; word = open.shift()) {
    for (const one of readWord(word, open, at)) {
      if (one.option.effect === 'next') end();
      else given.push(one);
    }
  }
  end();
  return requests;
}

const urlOption: CurlOption = { effect: 'url', takesValue: true };

/** An option with its value, several short ones in a word, or an address. */
function readWord({ text, line }: ShellWord, rest: ShellWord[], at: string): Given[] {
  const valueOf = (option: CurlOption, written: string): string => {
    if (!option.takesValue) return '';
    const next = rest.shift();
    if (next === undefined)
      throw usage(
        `${written} in line ${line} of ${at} has no value`,
        'Paste the whole command, down to its last line.',
      );
    return next.text;
  };
  if (text.startsWith('--') && text.length > 2) {
    const [name = '', ...after] = text.slice(2).split('=');
    const option = requireOption(name, `--${name}`, line, at);
    return [
      { option, written: `--${name}`, value: after.length > 0 ? after.join('=') : valueOf(option, `--${name}`), line },
    ];
  }
  if (!text.startsWith('-') || text === '-') return [{ option: urlOption, written: 'url', value: text, line }];
  const found: Given[] = [];
  for (let index = 1; index < text.length; index++) {
    const written = `-${text[index]}`;
    const option = requireOption(shortOptions[text[index] ?? ''] ?? '', written, line, at);
    const attached = text.slice(index + 1);
    if (option.takesValue && attached !== '') return [...found, { option, written, value: attached, line }];
    found.push({ option, written, value: valueOf(option, written), line });
  }
  return found;
}

function requireOption(name: string, written: string, line: number, at: string): CurlOption {
  const option = name === '' ? undefined : findCurlOption(name);
  if (option !== undefined) return option;
  const meant = name === '' ? undefined : closestWord(name, curlOptionNames);
  throw usage(
    `${written} in line ${line} of ${at} is no option of curl that is known`,
    meant === undefined ? 'Take it out, and import the command again.' : `Did you mean "--${meant}"?`,
  );
}

function requestsOf(given: readonly Given[], at: string, notes: Note[]): SampleRequest[] {
  for (const { option, written, line } of given) {
    if (option.effect === 'refuse') {
      throw usage(
        `${written} in line ${line} of ${at} cannot be imported: ${option.why}`,
        'Take this command out of what you paste.',
      );
    }
    if (option.effect === 'note') notes.push({ at, text: `${written}: ${option.why}` });
  }
  const values = (...effects: readonly string[]) => given.filter(({ option }) => effects.includes(option.effect));
  const urls = values('url').map(({ value }) => value);
  if (urls.length === 0) {
    if (given.length === 0) return [];
    throw usage(`${at} has no address`, 'Paste the whole command, with the address that it asks for.');
  }
  const data = values('data', 'data-raw', 'data-urlencode', 'json');
  for (const one of data) refuseFile(one, at);
  const isGet = values('get').length > 0;
  const query = [...(isGet ? data.map(dataText) : []), ...values('url-query').map(queryText)]
    .filter((part) => part !== '')
    .join('&');
  const headers = [
    ...values('header').flatMap(({ value }) => headerOf(value)),
    ...values('cookie').flatMap((one) => cookieOf(one, at, notes)),
  ];
  const body = isGet || data.length === 0 ? undefined : bodyOf(data, headers);
  const method = values('method').at(-1)?.value.toUpperCase() ?? (body === undefined ? 'GET' : 'POST');
  return urls.map((url) => ({
    at,
    method,
    url: query === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`,
    headers,
    body,
    auth: authOf(given),
    answers: [],
  }));
}

function headerOf(text: string): [string, string][] {
  const cut = text.indexOf(':');
  // `Name;` sends an empty one, `Name:` sends none.
  return cut <= 0 ? [] : [[text.slice(0, cut).trim(), text.slice(cut + 1).trim()]];
}

function cookieOf({ value }: Given, at: string, notes: Note[]): [string, string][] {
  if (value.includes('=') || /^\$\{\w+\}$/.test(value)) return [['Cookie', value]];
  notes.push({ at, text: `the file of cookies ${value} is not read` });
  return [];
}

function authOf(given: readonly Given[]): JsonObject | undefined {
  const token = given.findLast(({ option }) => option.effect === 'oauth2-bearer');
  if (token !== undefined) return { type: 'bearer', token: token.value };
  const user = given.findLast(({ option }) => option.effect === 'user');
  if (user === undefined) return undefined;
  const cut = separatorIn(user.value);
  if (cut < 0) return { type: 'http_basic', username: user.value, password: '${PASSWORD}' };
  return { type: 'http_basic', username: user.value.slice(0, cut), password: user.value.slice(cut + 1) };
}

/** The first colon that does not stand in a reference. */
function separatorIn(text: string): number {
  return text.replaceAll(/\$\{[^}]*\}/g, (reference) => '_'.repeat(reference.length)).indexOf(':');
}

function refuseFile({ option, value, written, line }: Given, at: string): void {
  const isFile =
    option.effect === 'data-urlencode' ? /^[^=]*@/.test(value) && !value.includes('=') : value.startsWith('@');
  if (!isFile || option.effect === 'data-raw') return;
  throw usage(
    `${written} in line ${line} of ${at} sends the file ${value.replace(/^[^@]*@/, '')}, which is not read`,
    'Write what the file holds behind --data-raw.',
  );
}

function dataText({ option, value }: Given): string {
  if (option.effect !== 'data-urlencode') return value;
  const cut = value.indexOf('=');
  return cut < 0 ? encode(value) : `${cut === 0 ? '' : `${value.slice(0, cut)}=`}${encode(value.slice(cut + 1))}`;
}

function queryText({ value }: Given): string {
  const cut = value.indexOf('=');
  return cut < 0 ? encode(value) : `${value.slice(0, cut)}=${encode(value.slice(cut + 1))}`;
}

/** References stay as they are. */
function encode(text: string): string {
  return text
    .split(/(\$\{[^}]*\})/)
    .map((part) => (part.startsWith('${') ? part : encodeURIComponent(part)))
    .join('');
}

function bodyOf(data: readonly Given[], headers: [string, string][]): SampleBody {
  const isJson = data.some(({ option }) => option.effect === 'json');
  const type = headers.find(([name]) => /^content-type$/i.test(name))?.[1] ?? '';
  const text = data.map(dataText).join(isJson ? '' : '&');
  const parsed = isJson || /json/i.test(type) || type === '' ? parseJson(text) : undefined;
  if (isJson && parsed === undefined) return { type: 'text', text };
  if (parsed !== undefined && (typeof parsed === 'object' || isJson)) return { type: 'json', value: parsed };
  if (/json/i.test(type) || (type !== '' && !/x-www-form-urlencoded/i.test(type))) return { type: 'text', text };
  return { type: 'form', fields: splitQuery(text) };
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function usage(message: string, hint: string): DangoError {
  return new DangoError(message, { code: 'usage-invalid', hint });
}
