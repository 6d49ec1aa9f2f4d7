import { isPlainObject } from '../../util/plain-object.ts';
import {
  listAt,
  pointerPart,
  textOf,
  viewSchema,
  type Follow,
  type PlacedSchema,
  type SchemaObject,
} from '../json-schema.ts';
import { pagingRole } from '../paging-words.ts';
import type { RequestParam } from '../request-params.ts';
import { plainName } from '../source-name.ts';
import type { OperationParam } from './operation.ts';

/** The parameters of an operation: its own come before those of its path. */
export function readParams(operation: PlacedSchema, item: PlacedSchema, follow: Follow): OperationParam[] {
  const found = new Map<string, OperationParam>();
  for (const owner of [operation, item]) {
    for (const [index, schema] of listAt(owner.schema['parameters']).entries()) {
      const placed = follow({ schema, at: `${owner.at}/parameters/${index}` });
      if (placed === undefined) continue;
      for (const param of paramsOf(placed, follow)) {
        const key = `${param.in} ${param.name}`;
        if (!found.has(key)) found.set(key, param);
      }
    }
  }
  return [...found.values()];
}

const places = ['path', 'query', 'header', 'cookie'] as const;

function paramsOf({ schema: spec, at }: PlacedSchema, follow: Follow): OperationParam[] {
  const place = places.find((one) => one === textOf(spec['in'])?.toLowerCase());
  const name = textOf(spec['name']);
  if (name === undefined || place === undefined) return [];
  const schema = schemaOf(spec, at);
  const view = viewSchema(schema, follow);
  const isRequired = spec['required'] === true || place === 'path';
  const base = { in: place, at, place: 'query' as const, description: textOf(spec['description']) ?? view.description };
  const own: OperationParam = {
    ...base,
    name,
    isRequired,
    schema: plainSchema(view.schema, view.scalar, view.format),
    given: givenOf(spec, view.schema),
  };
  const scalar = [...listAt(schema.schema['oneOf']), ...listAt(schema.schema['anyOf'])].find(
    ({ type }) => type === 'integer' || type === 'string',
  );
  // A page that may be a number or an object is asked for by its number.
  if (scalar !== undefined && pagingRole(name) !== undefined)
    return [{ ...own, schema: scalar, given: givenOf(spec, scalar) }];
  const isDeep = spec['style'] === 'deepObject' || (place === 'query' && view.properties.size > 0);
  if (!isDeep || view.properties.size === 0) return [own];
  // `page` with the fields number and size is sent as `page[number]` and `page[size]`.
  const inner = [...view.properties].map(([key, placed]): OperationParam => {
    const one = viewSchema(placed, follow);
    return {
      ...base,
      at: placed.at,
      name: `${name}[${key}]`,
      isRequired: isRequired && view.required.has(key),
      description: one.description,
      schema: plainSchema(one.schema, one.scalar, one.format),
      given: givenOf({}, one.schema),
    };
  });
  return view.isChoice ? [{ ...own, isRequired: false }, ...inner] : inner;
}

/** Where 2.0 writes the schema into the parameter itself, and 3.x may write it into `content`. */
function schemaOf(spec: SchemaObject, at: string): PlacedSchema {
  if (isPlainObject(spec['schema'])) return { schema: spec['schema'], at: `${at}/schema` };
  const [media] = isPlainObject(spec['content']) ? Object.values(spec['content']) : [];
  if (isPlainObject(media) && isPlainObject(media['schema'])) return { schema: media['schema'], at: `${at}/content` };
  return { schema: spec, at };
}

function plainSchema(schema: SchemaObject, scalar: string | undefined, format: string | undefined): SchemaObject {
  return { ...schema, ...(scalar === undefined ? {} : { type: scalar }), ...(format === undefined ? {} : { format }) };
}

/** Default, the only value there is, or an example. */
function givenOf(spec: SchemaObject, schema: SchemaObject): unknown {
  const values = schema['enum'];
  const [only] = Array.isArray(values) && values.length === 1 ? (values as unknown[]) : [];
  return schema['default'] ?? spec['default'] ?? schema['const'] ?? only;
}

export interface ReadBody {
  readonly params: readonly RequestParam[];
  readonly body: unknown;
}

/** The JSON body of a POST: its fields as parameters, and what to send. Undefined for another body. */
export function readBody(operation: PlacedSchema, follow: Follow): ReadBody | undefined {
  const schema = bodySchema(operation, follow);
  if (schema === undefined) return undefined;
  const view = viewSchema(schema, follow);
  const params = [...view.properties].flatMap(([name, property]): RequestParam[] => {
    const inner = viewSchema(property, follow);
    const param = (path: string, one: typeof inner): RequestParam => ({
      name: path,
      at: one.at,
      place: 'json',
      isRequired: view.required.has(name),
      description: one.description,
      schema: plainSchema(one.schema, one.scalar, one.format),
    });
    if (inner.type !== 'object') return [param(name, inner)];
    return [...inner.properties].map(([key, deeper]) => param(`${name}.${key}`, viewSchema(deeper, follow)));
  });
  return { params, body: sampleOf(schema, follow, 'body') };
}

function bodySchema(operation: PlacedSchema, follow: Follow): PlacedSchema | undefined {
  const { schema: spec, at } = operation;
  const request = isPlainObject(spec['requestBody'])
    ? follow({ schema: spec['requestBody'], at: `${at}/requestBody` })
    : undefined;
  if (request !== undefined) {
    const content = isPlainObject(request.schema['content']) ? request.schema['content'] : {};
    const type = Object.keys(content).find((one) => /json/i.test(one));
    const media = type === undefined ? undefined : content[type];
    if (!isPlainObject(media) || !isPlainObject(media['schema'])) return undefined;
    return { schema: media['schema'], at: `${request.at}/content/${pointerPart(type ?? '')}/schema` };
  }
  for (const [index, schema] of listAt(spec['parameters']).entries()) {
    const param = follow({ schema, at: `${at}/parameters/${index}` });
    if (param?.schema['in'] === 'body' && isPlainObject(param.schema['schema'])) {
      return { schema: param.schema['schema'], at: `${param.at}/schema` };
    }
  }
  return undefined;
}

/** What must be sent: required fields with their default, only value or example; else a reference to a value to give. */
function sampleOf(placed: PlacedSchema, follow: Follow, name: string, depth = 0): unknown {
  const view = viewSchema(placed, follow);
  const [first] = Array.isArray(view.schema['enum']) ? (view.schema['enum'] as unknown[]) : [];
  const given = view.schema['default'] ?? view.schema['const'] ?? first;
  if (given !== undefined) return given;
  if (view.type === 'array') return [];
  if (view.type === 'object') {
    if (depth > 3) return {};
    const fields = [...view.properties].filter(([key]) => view.required.has(key));
    return Object.fromEntries(fields.map(([key, property]) => [key, sampleOf(property, follow, key, depth + 1)]));
  }
  return `\${${plainName(name).toUpperCase() || 'VALUE'}}`;
}
