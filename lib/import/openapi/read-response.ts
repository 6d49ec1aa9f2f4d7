import { isPlainObject } from '../../util/plain-object.ts';
import { inferSchema } from '../infer-schema.ts';
import { pointerPart, viewSchema, type Follow, type PlacedSchema, type SchemaObject } from '../json-schema.ts';
import type { Operation } from './operation.ts';

type ReadResponse = Pick<Operation, 'response' | 'isLines' | 'isReadable' | 'linkHeader'>;

/** The response of success, with its schema, or one that its example shows. */
export function readResponse(operation: PlacedSchema, produces: unknown, follow: Follow): ReadResponse {
  const responses = operation.schema['responses'];
  const none: ReadResponse = { response: undefined, isLines: false, isReadable: true, linkHeader: undefined };
  if (!isPlainObject(responses)) return none;
  const codes = Object.keys(responses);
  const code =
    ['200', '201', '2XX', '2xx'].find((one) => codes.includes(one)) ??
    codes.find((one) => one.startsWith('2')) ??
    (codes.includes('default') ? 'default' : undefined);
  const value = code === undefined ? undefined : responses[code];
  const placed = isPlainObject(value)
    ? follow({ schema: value, at: `${operation.at}/responses/${pointerPart(code ?? '')}` })
    : undefined;
  if (placed === undefined) return none;
  const { schema, at } = placed;
  const linkHeader = linkOf(schema, at);
  if (isPlainObject(schema['content']))
    return { ...readContent({ schema: schema['content'], at: `${at}/content` }, follow), linkHeader };
  if (isPlainObject(schema['schema']))
    return {
      ...none,
      ...better(
        { schema: schema['schema'], at: `${at}/schema` },
        exampleOf(schema['examples']),
        `${at}/examples`,
        follow,
      ),
      linkHeader,
    };
  const types = Array.isArray(produces) ? produces.map(String) : [];
  return { ...none, isReadable: code !== '204' && (types.length === 0 || types.some(isReadableType)), linkHeader };
}

function linkOf({ headers }: SchemaObject, at: string): Operation['linkHeader'] {
  const name = isPlainObject(headers) ? Object.keys(headers).find((one) => /^link$/i.test(one)) : undefined;
  return name === undefined ? undefined : { at: `${at}/headers/${name}`, text: 'a Link header is answered' };
}

const linesType = /ndjson|jsonl|json-seq|x-json-stream/i;

function isReadableType(type: string): boolean {
  return /json|csv|xml|\*\/\*/i.test(type);
}

function readContent({ schema: content, at }: PlacedSchema, follow: Follow): Omit<ReadResponse, 'linkHeader'> {
  const types = Object.keys(content);
  const type =
    types.find((one) => /^application\/json\b/i.test(one)) ??
    types.find((one) => /json/i.test(one) && !linesType.test(one)) ??
    types.find(isReadableType);
  if (type === undefined) return { response: undefined, isLines: false, isReadable: types.length === 0 };
  const media = content[type];
  const isLines = linesType.test(type);
  const place = `${at}/${pointerPart(type)}`;
  const target = isPlainObject(media) ? follow({ schema: media, at: place }) : undefined;
  if (target === undefined) return { response: undefined, isLines, isReadable: true };
  // What a stream is made of, since 3.2.
  const { itemSchema, schema } = target.schema;
  if (isPlainObject(itemSchema))
    return {
      response: { schema: { type: 'array', items: itemSchema }, at: `${target.at}/itemSchema` },
      isLines,
      isReadable: true,
    };
  const example = target.schema['example'] ?? exampleOf(target.schema['examples']);
  const placed = isPlainObject(schema) ? { schema, at: `${target.at}/schema` } : undefined;
  return { ...better(placed, example, `${target.at}/example`, follow), isLines, isReadable: true };
}

/** A schema that says nothing gives way to what an example shows. */
function better(
  placed: PlacedSchema | undefined,
  example: unknown,
  exampleAt: string,
  follow: Follow,
): Pick<ReadResponse, 'response'> {
  const view = placed === undefined ? undefined : viewSchema(placed, follow);
  const item = view?.items === undefined ? undefined : viewSchema(view.items, follow);
  const saysNothing =
    view === undefined ||
    view.type === 'unknown' ||
    (view.type === 'object' && view.properties.size === 0) ||
    (view.type === 'array' && (item === undefined || (item.type !== 'scalar' && item.properties.size === 0)));
  if (saysNothing && typeof example === 'object' && example !== null)
    return { response: { schema: inferSchema(example), at: exampleAt } };
  return { response: placed };
}

/** The value of the first example, of 3.x (`value`) or 2.0 (by type). */
function exampleOf(examples: unknown): unknown {
  if (!isPlainObject(examples)) return undefined;
  const [first] = Object.values(examples);
  return isPlainObject(first) && 'value' in first ? first['value'] : first;
}
