import { DangoError } from '../../errors/dango-error.ts';
import type { JsonObject, JsonValue } from '../../spec/json-value.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { listAt, pointerPart, textOf, type SchemaObject } from '../json-schema.ts';
import type { Note, SourceProposal } from '../proposal.ts';
import { proposeFromSamples } from '../samples/propose-from-samples.ts';
import type { SampleAnswer, SampleBody, SampleRequest } from '../samples/sample-request.ts';
import { readPostmanAuth } from './postman-auth.ts';
import { variablesOf, type FillVariables } from './postman-variables.ts';

interface Level {
  readonly at: string;
  readonly fill: FillVariables;
  readonly auth: JsonObject | 'none' | undefined;
  readonly notes: Note[];
  readonly requests: SampleRequest[];
}

/**
 * Reads a collection of Postman (2.0 or 2.1): folders, variables, credentials that folders hand down, saved answers.
 * @throws DangoError `config-invalid` where no request reads.
 */
export function readPostman(document: SchemaObject, file: string, name?: string): SourceProposal {
  const collection = isPlainObject(document['collection']) ? document['collection'] : document;
  const notes: Note[] = [];
  const requests: SampleRequest[] = [];
  const fill = variablesOf(collection['variable']);
  const auth = readPostmanAuth(collection['auth'], '#/auth', fill, notes);
  readItems(collection['item'], { at: '#/item', fill, auth, notes, requests });
  const title = isPlainObject(collection['info']) ? textOf(collection['info']['name']) : undefined;
  const proposal = proposeFromSamples(requests, { kind: 'postman', title, notes, isPerQuery: false, name });
  if (proposal.resources.length > 0) return proposal;
  throw new DangoError(`${file} has no request that reads, among ${requests.length} at #/item`, {
    code: 'config-invalid',
    hint: 'Export the collection that holds them, as Collection v2.1.',
  });
}

function readItems(items: unknown, level: Level): void {
  for (const [index, item] of listAt(items).entries()) {
    const at = `${level.at}/${index}`;
    const auth = readPostmanAuth(item['auth'], `${at}/auth`, level.fill, level.notes) ?? level.auth;
    if (Array.isArray(item['item'])) {
      readItems(item['item'], { ...level, at: `${at}/item`, auth });
      continue;
    }
    const request = readRequest(item, { ...level, at, auth });
    if (request !== undefined) level.requests.push(request);
  }
}

function readRequest(item: SchemaObject, { at, fill, auth: inherited, notes }: Level): SampleRequest | undefined {
  const given = item['request'];
  const request: SchemaObject = typeof given === 'string' ? { url: given } : isPlainObject(given) ? given : {};
  const url = readUrl(request['url'], fill);
  if (url === undefined) return undefined;
  const method = fill(textOf(request['method']) ?? 'GET').toUpperCase();
  const body =
    isPlainObject(request['body']) && method === 'POST'
      ? readBody(request['body'], fill, `${at}/request/body`, notes)
      : undefined;
  if (body === 'refused') return undefined;
  return {
    at: `${at}/request`,
    title: textOf(item['name']),
    method,
    url,
    headers: enabled(request['header']).map((pair) => [fill(keyOf(pair)), fill(textOf(pair['value']) ?? '')]),
    body,
    auth: readPostmanAuth(request['auth'], `${at}/request/auth`, fill, notes) ?? inherited,
    answers: listAt(item['response']).flatMap((response, index) =>
      readAnswer(response, `${at}/response/${pointerPart(index)}`),
    ),
  };
}

function readUrl(url: unknown, fill: FillVariables): string | undefined {
  if (typeof url === 'string') return fill(url);
  if (!isPlainObject(url)) return undefined;
  const raw = textOf(url['raw']) ?? '';
  const values = new Map(listAt(url['variable']).map((item) => [keyOf(item), textOf(item['value']) ?? '']));
  const [address = ''] = raw.split(/[?#]/);
  // `:id` is filled as a variable is: by its value, else by one that a person gives.
  const path = fill(
    address.replaceAll(/(?<=\/):([A-Za-z_]\w*)/g, (_, name: string) => values.get(name) || `{{${name}}}`),
  );
  const listed = Array.isArray(url['query']) ? enabled(url['query']) : undefined;
  const query =
    listed?.map((pair) => `${encode(fill(keyOf(pair)))}=${encode(fill(textOf(pair['value']) ?? ''))}`).join('&') ??
    fill(/\?([^#]*)/.exec(raw)?.[1] ?? '');
  return query === '' ? path : `${path}?${query}`;
}

function encode(text: string): string {
  return text
    .split(/(\$\{[^}]*\})/)
    .map((part) => (part.startsWith('${') ? part : encodeURIComponent(part)))
    .join('');
}

function readBody(
  body: SchemaObject,
  fill: FillVariables,
  at: string,
  notes: Note[],
): SampleBody | 'refused' | undefined {
  const mode = textOf(body['mode']);
  if (mode === 'urlencoded')
    return {
      type: 'form',
      fields: enabled(body['urlencoded']).map((pair) => [fill(keyOf(pair)), fill(textOf(pair['value']) ?? '')]),
    };
  if (mode === 'graphql' && isPlainObject(body['graphql'])) {
    const { query, variables } = body['graphql'];
    return {
      type: 'json',
      value: { query: fill(String(query)), variables: parse(fill(textOf(variables) ?? '{}')) ?? {} },
    };
  }
  if (mode === 'formdata' || mode === 'file') {
    notes.push({ at, text: 'a request that uploads files is left out' });
    return 'refused';
  }
  const text = fill(textOf(body['raw']) ?? '');
  if (text.trim() === '') return undefined;
  const value = parse(text);
  return value === undefined ? { type: 'text', text } : { type: 'json', value };
}

function readAnswer(response: SchemaObject, at: string): SampleAnswer[] {
  const code = response['code'];
  const text = textOf(response['body']) ?? '';
  const body = parse(text);
  if (body === undefined || (typeof code === 'number' && code >= 300)) return [];
  const link = enabled(response['header']).find((pair) => /^link$/i.test(keyOf(pair)));
  return [{ at: `${at}/body`, body, text, link: textOf(link?.['value']) }];
}

function enabled(list: unknown): readonly SchemaObject[] {
  return listAt(list).filter((pair) => pair['disabled'] !== true && keyOf(pair) !== '');
}

function keyOf(pair: SchemaObject): string {
  return textOf(pair['key']) ?? '';
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
