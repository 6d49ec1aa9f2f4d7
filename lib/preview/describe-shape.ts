import { parseJson } from '../http/parse-json.ts';
import { isPlainObject } from '../util/plain-object.ts';

const mostKeys = 12;
const mostDepth = 4;

/** What a body looks like, without any of its values: `{ data: [20 × { id: number, name: text }], next: text }`. */
export function describeShape(body: string, isCut: boolean): string {
  if (isCut) return `${body.length} characters, of which more came`;
  try {
    return shapeOf(parseJson(body), 0);
  } catch {
    return `${body.length} characters that are no JSON`;
  }
}

function shapeOf(value: unknown, depth: number): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) {
    const [first] = value as readonly unknown[];
    if (first === undefined) return '[]';
    return depth === mostDepth ? `[${value.length}]` : `[${value.length} × ${shapeOf(first, depth + 1)}]`;
  }
  if (!isPlainObject(value)) return typeof value === 'string' ? 'text' : typeof value;
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  if (depth === mostDepth) return '{…}';
  const shown = entries.slice(0, mostKeys).map(([key, inner]) => `${key}: ${shapeOf(inner, depth + 1)}`);
  const more = entries.length > mostKeys ? `, and ${entries.length - mostKeys} more` : '';
  return `{ ${shown.join(', ')}${more} }`;
}
