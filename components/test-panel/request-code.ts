import type { SecretText } from './secret-text.ts';

/** A request to be written down for another program. Secrets stand in it by their names. */
export interface WritableRequest {
  readonly method: string;
  readonly url: SecretText;
  readonly headers: readonly (readonly [name: string, value: SecretText])[];
  readonly body: SecretText | undefined;
}

/** As a command of curl for a POSIX shell; a secret is the variable of its name. */
export function writeCurl({ method, url, headers, body }: WritableRequest): string {
  const usual = body === undefined ? 'GET' : 'POST';
  // Without it curl takes brackets in an address for a pattern.
  const globoff = url.some((part) => typeof part === 'string' && /[[\]{}]/.test(part)) ? ' --globoff' : '';
  const lines = [
    `curl${globoff} ${shellText(url)}`,
    ...(method === 'HEAD' ? ['--head'] : method === usual ? [] : [`--request ${shellText([method])}`]),
    // With a colon and nothing behind it curl leaves the header out.
    ...headers.map(([name, value]) => `--header ${shellText(isEmpty(value) ? [`${name};`] : [`${name}: `, ...value])}`),
    ...(body === undefined ? [] : [`--data-raw ${shellText(body)}`]),
  ];
  return lines.join(' \\\n  ');
}

/** As JavaScript with `fetch`; a secret is read from the environment. */
export function writeFetch({ method, url, headers, body }: WritableRequest): string {
  const text = (value: SecretText): string => joined(value, (name) => `process.env.${name}`);
  const lines = [
    `const response = await fetch(${text(url)}, {`,
    `  method: ${quoted(method)},`,
    ...block(
      headers.map(([name, value]) => `${quoted(name)}: ${text(value)}`),
      '  headers: {',
    ),
    ...(body === undefined ? [] : [`  body: ${text(body)},`]),
    '});',
    'console.log(response.status, await response.text());',
  ];
  return lines.join('\n');
}

/** As Python with `requests`; a secret is read from the environment. */
export function writePython({ method, url, headers, body }: WritableRequest): string {
  const text = (value: SecretText): string => joined(value, (name) => `os.environ[${quoted(name)}]`);
  const usesSecrets = [url, ...headers.map(([, value]) => value), body ?? []].some((value) =>
    value.some((part) => typeof part !== 'string'),
  );
  const lines = [
    ...(usesSecrets ? ['import os', ''] : []),
    'import requests',
    '',
    'response = requests.request(',
    `    ${quoted(method)},`,
    `    ${text(url)},`,
    ...block(
      headers.map(([name, value]) => `${quoted(name)}: ${text(value)}`),
      '    headers={',
    ),
    // As text it would be sent in Latin-1.
    ...(body === undefined ? [] : [`    data=(${text(body)}).encode("utf-8"),`]),
    ')',
    'print(response.status_code, response.text)',
  ];
  return lines.join('\n');
}

function block(entries: readonly string[], opening: string): string[] {
  if (entries.length === 0) return [];
  const indent = /^ */.exec(opening)?.[0] ?? '';
  return [opening, ...entries.map((entry) => `${indent}${indent}${entry},`), `${indent}},`];
}

function isEmpty(value: SecretText): boolean {
  return value.every((part) => part === '');
}

/** JSON's strings are strings of JavaScript and of Python too. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll('\u007F', String.raw`\u007f`);
}

function joined(value: SecretText, secret: (name: string) => string): string {
  const parts = value.filter((part) => part !== '');
  if (parts.length === 0) return '""';
  return parts.map((part) => (typeof part === 'string' ? quoted(part) : secret(part.secret))).join(' + ');
}

/** One word of a POSIX shell. Nothing in single quotes means anything but what it is. */
function shellText(value: SecretText): string {
  const words: string[] = [];
  let literal = '';
  const close = (): void => {
    if (literal !== '') words.push(`'${literal.replaceAll("'", String.raw`'\''`)}'`);
    literal = '';
  };
  for (const part of value) {
    if (typeof part === 'string') literal += part;
    else {
      close();
      words.push(`"\${${part.secret}}"`);
    }
  }
  close();
  return words.length === 0 ? "''" : words.join('');
}
