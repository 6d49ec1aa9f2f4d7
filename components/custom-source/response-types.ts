import type { PreviewExchange } from '#lib/index.ts';
import { mergeShapes, parseBody, shapeOf, type ValueShape } from './value-shape.ts';

const begin = '// #region Types of the last responses';
const end = '// #endregion';
/** Objects with more fields are dictionaries rather than records. */
const mostFields = 200;

type TypedExchange = Pick<
  PreviewExchange,
  'method' | 'url' | 'status' | 'reason' | 'resource' | 'responseBody' | 'isBodyCut'
>;

/**
 * Interfaces of what the API has answered, for each resource and address: `UsersResponse` is the body, `UsersDataItem` an
 * entry of its list `data`. Undefined where no response was JSON as a whole.
 */
export function writeResponseTypes(exchanges: readonly TypedExchange[]): string | undefined {
  const bodies = new Map<string, { readonly name: string; shape: ValueShape }>();
  const names = new Set<string>();
  for (const exchange of exchanges) {
    const { method, status, responseBody, isBodyCut, reason, resource = '' } = exchange;
    // Tokens are no data, and an authenticator's business.
    if (reason === 'token request') continue;
    if (status < 200 || status > 299 || responseBody === undefined || isBodyCut) continue;
    const value = parseBody(responseBody);
    if (typeof value !== 'object' || value === null) continue;
    const path = patternOf(exchange.url);
    const key = `${method} ${path} ${resource}`;
    const known = bodies.get(key);
    if (known !== undefined) known.shape = mergeShapes(known.shape, shapeOf(value));
    else bodies.set(key, { name: freeName(nameOf(resource, path, names), names), shape: shapeOf(value) });
  }
  if (bodies.size === 0) return undefined;
  const written: string[] = [];
  for (const [key, { name, shape }] of bodies) {
    const [method, path] = key.split(' ');
    written.push(...writeBody(name, `${method} ${path}`, shape, names));
  }
  return [begin, ...written, end].join('\n');
}

/** Puts the block in the place of the one that is there, else behind the imports, with the line ends of the text. */
export function putTypes(text: string, written: string): { readonly text: string; readonly line: number } {
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n';
  const block = written.replaceAll('\n', eol);
  const put = putBlock(text, block, eol);
  return { text: put, line: put.slice(0, put.indexOf(block)).split('\n').length };
}

function putBlock(text: string, block: string, eol: string): string {
  const from = text.indexOf(begin);
  const to = from < 0 ? -1 : text.indexOf(end, from);
  if (to >= 0) return text.slice(0, from) + block + text.slice(to + end.length);
  const imports = [...text.matchAll(/^(?:import\b[^;]*?['"][^'"\n]*['"](?:\s*with\s*\{[^}]*\})?;?)[^\S\n]*\n/gm)];
  const last = imports.at(-1);
  const place = last === undefined ? 0 : last.index + last[0].length;
  const gap = place === 0 ? '' : eol;
  return `${text.slice(0, place)}${gap}${block}${eol}${place === 0 ? eol : ''}${text.slice(place)}`;
}

/** `/users/17` and `/users/18` are one address. */
function patternOf(url: string): string {
  const { pathname } = new URL(url, 'http://localhost');
  return pathname
    .split('/')
    .map((part) => (/^\d+$|^[\da-f]{8}-[\da-f-]{27}$|^[\da-f]{16,}$/i.test(part) ? '{id}' : part))
    .join('/');
}

/** By the resource; where it has asked at a further address, by the last word of that one too. */
function nameOf(resource: string, path: string, taken: ReadonlySet<string>): string {
  const words = path.split('/').filter((part) => part !== '' && part !== '{id}');
  const own = typeName(resource === '' ? (words.at(-1) ?? 'root') : resource);
  if (!taken.has(`${own}Response`)) return own;
  const further = path.endsWith('{id}') ? 'one' : (words.at(-1) ?? 'more');
  return typeName(`${resource} ${further}`);
}

function freeName(name: string, taken: Set<string>, suffix = 'Response'): string {
  let free = name;
  for (let count = 2; taken.has(`${free}${suffix}`); count++) free = `${name}${count}`;
  taken.add(`${free}${suffix}`);
  return free;
}

function typeName(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^[A-Za-z]/.test(name) ? name : `T${name}`;
}

function writeBody(name: string, title: string, shape: ValueShape, taken: Set<string>): readonly string[] {
  const items: string[] = [];
  /** A list of objects gets a name of its own: its entries are what a module yields. */
  const nameItem = (field: string, item: ValueShape): string => {
    const free = freeName(`${name}${field}`, taken, 'Item');
    const type = `${free}Item`;
    items.push(`interface ${type} ${objectType(item, '', nameItem, free.slice(name.length))}`);
    return type;
  };
  const about = `/** Body of ${title}, as it came in the last test. */`;
  const body =
    shape.items === undefined && shape.fields !== undefined
      ? `interface ${name}Response ${objectType(shape, '', nameItem, '')}`
      : `type ${name}Response = ${typeOf(shape, '', nameItem, '')};`;
  return [...items, `${about}\n${body}`].flatMap((text) => text.split('\n'));
}

type NameItem = (field: string, item: ValueShape) => string;

function objectType({ fields, optional }: ValueShape, indent: string, nameItem: NameItem, above: string): string {
  const inner = `${indent}  `;
  const lines = [...(fields ?? [])].slice(0, mostFields).map(([name, field]) => {
    const mark = optional.has(name) ? '?' : '';
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
    return `${inner}${key}${mark}: ${typeOf(field, inner, nameItem, `${above}${typeName(name)}`)};`;
  });
  return lines.length === 0 ? 'Record<string, unknown>' : ['{', ...lines, `${indent}}`].join('\n');
}

function typeOf(shape: ValueShape, indent: string, nameItem: NameItem, above: string): string {
  const parts = [...shape.plain].filter((name) => name !== 'null');
  if (shape.fields !== undefined) parts.push(objectType(shape, indent, nameItem, above));
  if (shape.items !== undefined) parts.push(listType(shape.items, indent, nameItem, above));
  if (shape.plain.has('null')) parts.push('null');
  return parts.length === 0 ? 'unknown' : parts.join(' | ');
}

function listType(items: ValueShape, indent: string, nameItem: NameItem, above: string): string {
  const isPlain = items.plain.size === 0 && items.items === undefined;
  if (items.fields !== undefined && isPlain && items.fields.size > 0) return `${nameItem(above, items)}[]`;
  const item = typeOf(items, indent, nameItem, above);
  return item.includes(' | ') ? `(${item})[]` : `${item}[]`;
}

function quote(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
