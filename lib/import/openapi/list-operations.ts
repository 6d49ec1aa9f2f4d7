import { DangoError } from '../../errors/dango-error.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { pointerPart, textOf, type Follow, type PlacedSchema, type SchemaObject } from '../json-schema.ts';
import type { Note } from '../proposal.ts';
import type { Operation } from './operation.ts';
import { readBody, readParams } from './read-params.ts';
import { readResponse } from './read-response.ts';

const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace', 'query'];

export interface ListedOperations {
  /** Those that read. */
  readonly operations: readonly Operation[];
  /** All that the document has. */
  readonly count: number;
}

/**
 * Every operation of a document that reads: GET, and POST that searches.
 * @throws DangoError `config-invalid` where `paths` is none, with its place.
 */
export function listOperations(document: SchemaObject, file: string, follow: Follow, notes: Note[]): ListedOperations {
  const paths = document['paths'] ?? {};
  const target = isPlainObject(paths) ? follow({ schema: paths, at: '#/paths' }) : undefined;
  if (target === undefined) {
    throw new DangoError(`${file} has no mapping of paths at #/paths`, {
      code: 'config-invalid',
      hint: 'Check that the document is whole.',
    });
  }
  const operations: Operation[] = [];
  const ids = new Set<string>();
  let count = 0;
  for (const [path, value] of Object.entries(target.schema)) {
    if (!path.startsWith('/')) continue;
    const at = `${target.at}/${pointerPart(path)}`;
    const item = isPlainObject(value) ? follow({ schema: value, at }) : undefined;
    if (item === undefined) {
      notes.push({
        at,
        text: isPlainObject(value) ? `${String(value['$ref'])} leads nowhere` : 'this path holds no mapping',
      });
      continue;
    }
    for (const method of methods.filter((one) => isPlainObject(item.schema[one]))) {
      count += 1;
      const placed = { schema: item.schema[method] as SchemaObject, at: `${item.at}/${method}` };
      const operation = readOperation(method, path, placed, item, document, follow);
      if (operation === undefined) continue;
      const id =
        [operation.id, `${operation.method} ${path}`].find((one) => !ids.has(one)) ??
        `${operation.method} ${path} (${count})`;
      ids.add(id);
      operations.push({ ...operation, id });
    }
  }
  return { operations, count };
}

function readOperation(
  method: string,
  path: string,
  placed: PlacedSchema,
  item: PlacedSchema,
  document: SchemaObject,
  follow: Follow,
): Operation | undefined {
  if (method !== 'get' && (method !== 'post' || !isSearch(path, placed.schema))) return undefined;
  const { schema, at } = placed;
  const body = method === 'post' ? readBody(placed, follow) : undefined;
  const upper = method === 'get' ? 'GET' : 'POST';
  const [server] = [schema['servers'], item.schema['servers']].filter(
    (one) => Array.isArray(one) && isPlainObject(one[0]),
  ) as SchemaObject[][];
  return {
    id: textOf(schema['operationId'])?.trim() || `${upper} ${path}`,
    method: upper,
    path,
    at,
    title: shortText(textOf(schema['summary']) ?? textOf(schema['description'])),
    params: readParams(placed, item, follow),
    bodyParams: body?.params ?? [],
    body: body?.body,
    ...readResponse(placed, schema['produces'] ?? document['produces'], follow),
    security: schema['security'],
    server: server?.[0] === undefined ? undefined : { spec: server[0], at: `${at}/servers/0` },
  };
}

/** A POST that only asks, as its path or name tells. */
function isSearch(path: string, operation: SchemaObject): boolean {
  const last = path.split('/').findLast((part) => part !== '' && !part.startsWith('{')) ?? '';
  const name = textOf(operation['operationId']) ?? '';
  return (
    /^(search|query|list|find|filter|lookup|get)$|[._-](search|query|list|find|filter|get)$|^(search|list|query|find)[._-]|(Search|Query|List|Find)$/.test(
      last,
    ) || /^(search|list|query|find)(?![a-z])|[._/-](search|list|query)$|^(search|list|query)[A-Z]/.test(name)
  );
}

function shortText(text: string | undefined): string | undefined {
  const [line = ''] =
    text
      ?.replaceAll(/<[^<>]*>/g, '')
      .trim()
      .split('\n') ?? [];
  return line === '' ? undefined : line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
