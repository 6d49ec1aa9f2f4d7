import { countPlainSteps, selectAll, type JsonPath } from '../../spec/json-path.ts';
import { formatKeyPath } from '../../spec/key-path.ts';
import { isPlainObject } from '../../util/plain-object.ts';

const shownKeys = 20;

/**
 * Says how far a path that leads nowhere could be followed, and what is there: `"data" has id, name`,
 * `the response has results, next`. For messages.
 */
export function describeLevel(path: JsonPath, body: unknown): string {
  for (let depth = Math.min(countPlainSteps(path), path.steps.length - 1); depth > 0; depth -= 1) {
    const steps = path.steps.slice(0, depth);
    const [value] = selectAll({ text: '', steps }, body);
    if (value !== undefined) return `"${formatSteps(steps)}" ${describeValue(value)}`;
  }
  return `the response ${describeValue(body)}`;
}

function formatSteps(steps: JsonPath['steps']): string {
  return formatKeyPath(
    steps.map((step) => (step.type === 'name' ? step.name : step.type === 'index' ? step.index : '*')),
  );
}

function describeValue(value: unknown): string {
  if (Array.isArray(value)) return `is a list of ${value.length}`;
  if (isPlainObject(value)) return `has ${listKeys(value)}`;
  return `is ${JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? Number(part) : part))}`;
}

/** The keys of a record for a message, cut after twenty: `id, name, …`; `no keys` when there are none. */
export function listKeys(value: object): string {
  const keys = Object.keys(value);
  if (keys.length === 0) return 'no keys';
  return keys.length > shownKeys ? `${keys.slice(0, shownKeys).join(', ')}, …` : keys.join(', ');
}
