import { parseJsonBody } from '../http/parse-json.ts';
import { selectFirst, type JsonPath } from '../spec/json-path.ts';
import { locateJsonList, type JsonListText } from '../util/json-list-text.ts';
import { lazyList } from '../util/lazy-list.ts';
import type { DecodedResponse } from './decode-response.ts';

export interface ReadBody {
  readonly body: unknown;
  /** The list at the path, where its text is known. */
  readonly list?: { readonly items: readonly unknown[]; readonly text: JsonListText } | undefined;
}

/** The parsed body of a response. Elements of the list at a plain path are parsed when they are looked at. */
export function readBodyLazily(response: DecodedResponse, path: JsonPath | undefined): ReadBody {
  return (path === undefined ? undefined : readList(response, path)) ?? { body: response.json<unknown>() };
}

/** The keys of a path that has nothing but keys; undefined for any other. */
export function plainKeys({ steps }: JsonPath): readonly string[] | undefined {
  const keys = steps.flatMap((step) => (step.type === 'name' && step.name !== '__proto__' ? [step.name] : []));
  return keys.length < steps.length ? undefined : keys;
}

function readList({ jsonText: bytes }: DecodedResponse, path: JsonPath): ReadBody | undefined {
  const keys = plainKeys(path);
  if (bytes === undefined || keys === undefined) return undefined;
  const text = locateJsonList(bytes, keys);
  if (text === undefined) return undefined;
  const { bounds, start, end } = text;
  const items = lazyList(bounds.length / 2, {
    makeOne: (index) => parsePart(bytes, bounds[2 * index], bounds[2 * index + 1]),
    makeAll: () => parsePart(bytes, start, end) as readonly unknown[],
  });
  const list = { items, text };
  const last = keys.at(-1);
  if (last === undefined) return { body: items, list };
  const around = Buffer.concat([bytes.subarray(0, start), Buffer.from('[]'), bytes.subarray(end)]);
  const body: unknown = parsePart(around, 0, around.length);
  const owner = selectFirst({ text: '', steps: path.steps.slice(0, -1) }, body);
  if (typeof owner !== 'object' || owner === null) return undefined;
  Object.assign(owner, { [last]: items });
  return { body, list };
}

function parsePart(bytes: Uint8Array, start = 0, end = start): unknown {
  const part = bytes.subarray(start, end);
  return parseJsonBody(Buffer.from(part.buffer, part.byteOffset, part.length).toString(), part);
}
