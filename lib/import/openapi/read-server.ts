import { isHttpUrl } from '../../spec/http-url.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { listAt, textOf, wordOf, type SchemaObject } from '../json-schema.ts';
import { chip, type Chip, type Note } from '../proposal.ts';
import { plainName } from '../source-name.ts';

/** Stands where the document does not say the host. */
const blankHost = 'https://YOUR-HOST';

/** Whether an address has no host yet, so that a person has to say it. */
export function lacksHost(address: string): boolean {
  return address.startsWith(blankHost);
}

/** The address that all paths are below. @param address where the document came from, if from an address. */
export function readServer(document: SchemaObject, address: string | undefined, notes: Note[]): Chip<string> {
  if (typeof document['swagger'] === 'string') return readHost(document, address, notes);
  const servers = listAt(document['servers']);
  const [first] = servers;
  if (first === undefined) return unnamed('/', '#', address, notes);
  if (servers.length > 1) {
    notes.push({
      at: '#/servers',
      text: `the first of ${servers.length} servers is taken; the others: ${servers
        .slice(1, 6)
        .map(({ url }) => String(url))
        .join(', ')}`,
    });
  }
  return readServerUrl(first, '#/servers/0', address, notes);
}

/** An entry of `servers`, with its variables filled in. One without default becomes a value that a person gives. */
export function readServerUrl(
  server: SchemaObject,
  at: string,
  address: string | undefined,
  notes: Note[],
): Chip<string> {
  const variables = isPlainObject(server['variables']) ? server['variables'] : {};
  const filled: string[] = [];
  const url = (textOf(server['url']) ?? '/').trim().replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const variable = variables[name];
    const value = isPlainObject(variable) ? wordOf(variable['default']) : '';
    if (value !== '') filled.push(`${name} is ${value}`);
    return value === '' ? `\${${plainName(name).toUpperCase() || 'SERVER'}}` : value;
  });
  if (filled.length > 0) notes.push({ at, text: `variables of the server have their default: ${filled.join(', ')}` });
  const whole = url.startsWith('//') ? `https:${url}` : url;
  if (/^https?:\/\//i.test(whole) && (whole.includes('${') || isHttpUrl(whole))) {
    return chip(trimmed(whole), 'sure', { at, text: textOf(server['url']) ?? '' });
  }
  return unnamed(whole, at, address, notes);
}

function readHost(document: SchemaObject, address: string | undefined, notes: Note[]): Chip<string> {
  const host = textOf(document['host']);
  const basePath = textOf(document['basePath']) ?? '/';
  if (host === undefined || host === '') return unnamed(basePath, '#', address, notes);
  const schemes = Array.isArray(document['schemes']) ? document['schemes'] : [];
  const scheme = schemes.includes('https') || !schemes.includes('http') ? 'https' : 'http';
  const url = trimmed(`${scheme}://${host}${basePath.startsWith('/') ? '' : '/'}${basePath}`);
  return isHttpUrl(url)
    ? chip(url, 'sure', { at: '#/host', text: `${host}${basePath}` })
    : unnamed(basePath, '#/host', address, notes);
}

/** A document that was read from an address lies on the server that it describes, more often than not. */
function unnamed(path: string, at: string, address: string | undefined, notes: Note[]): Chip<string> {
  if (address !== undefined && URL.canParse(path, address)) {
    const url = new URL(path, address);
    if (/^https?:$/.test(url.protocol))
      return chip(trimmed(url.href), 'likely', { at, text: 'where the document lies' });
  }
  notes.push({ at, text: `the document does not say the host: write it in the place of YOUR-HOST` });
  const isPath = path.startsWith('/') && !/\s/.test(path);
  return chip(trimmed(`${blankHost}${isPath ? path : ''}`), 'guess', { at, text: 'no server is named' });
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, '');
}
