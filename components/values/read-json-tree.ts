import { isMap, isPair, isScalar, isSeq, parseDocument } from 'yaml';

export type JsonNode =
  | { readonly kind: 'leaf'; readonly type: 'text' | 'number' | 'word'; readonly text: string }
  | { readonly kind: 'list' | 'object'; readonly entries: readonly (readonly [string, JsonNode])[] };

/** Longer texts are read by the browser's own parser, which is quick but rounds integers beyond 2^53. */
const exactUpTo = 300_000;

/**
 * Reads a JSON text as a tree. Undefined for what is no JSON. JSON is YAML, whose parser keeps the source of each
 * number, so that none is rounded.
 */
export function readJsonTree(text: string): JsonNode | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const hasLongNumber = /[\d.eE+-]{16,}/.test(text);
  if (!hasLongNumber || text.length > exactUpTo) return fromValue(value);
  const document = parseDocument(text, { schema: 'json', keepSourceTokens: false, uniqueKeys: false });
  return document.errors.length > 0 ? fromValue(value) : fromNode(document.contents);
}

function fromValue(value: unknown): JsonNode {
  if (Array.isArray(value)) return { kind: 'list', entries: value.map((item, at) => [String(at), fromValue(item)]) };
  if (typeof value === 'object' && value !== null) {
    return { kind: 'object', entries: Object.entries(value).map(([key, item]) => [key, fromValue(item)]) };
  }
  const type = typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'word';
  return { kind: 'leaf', type, text: JSON.stringify(value) };
}

function fromNode(node: unknown): JsonNode {
  if (isSeq(node)) return { kind: 'list', entries: node.items.map((item, at) => [String(at), fromNode(item)]) };
  if (isMap(node)) {
    return {
      kind: 'object',
      entries: node.items.flatMap((pair) =>
        isPair(pair) && isScalar(pair.key) ? [[String(pair.key.value), fromNode(pair.value)] as const] : [],
      ),
    };
  }
  if (!isScalar(node)) return { kind: 'leaf', type: 'word', text: 'null' };
  if (typeof node.value !== 'number') return fromValue(node.value);
  return { kind: 'leaf', type: 'number', text: node.source ?? String(node.value) };
}
