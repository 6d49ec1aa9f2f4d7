import { DangoError } from '../errors/dango-error.ts';
import { isPlainObject } from '../util/plain-object.ts';

/** A place in a JSON document, such as `data.items[*]` or `$['odd name'][0].id`. */
export interface JsonPath {
  /** As it was written. */
  readonly text: string;
  /** Empty for `$`, the whole document. */
  readonly steps: readonly JsonPathStep[];
}

export type JsonPathStep =
  | { readonly type: 'name'; readonly name: string }
  /** Counts from 0; a negative one counts from the end, -1 being the last. */
  | { readonly type: 'index'; readonly index: number }
  /** `[*]`: every item of a list, or every value of an object. */
  | { readonly type: 'every' };

const nameStep = /[^.[\]'"]+/y;
const quotedStep = /\[\s*(?:'([^']*)'|"([^"]*)")\s*\]/y;
const indexStep = /\[\s*(-?\d+)\s*\]/y;
const everyStep = /\[\s*\*\s*\]/y;

/**
 * Reads a path: dotted names, `$` for the root, `['quoted name']`, `[0]` and `[*]`.
 * Throws `config-invalid`, naming the character, when the text is something else.
 */
export function parseJsonPath(text: string): JsonPath {
  const steps: JsonPathStep[] = [];
  let position = /^\$(?=$|[.[])/.test(text) ? 1 : 0;
  let needsName = position === 0 && !text.startsWith('[');
  while (position < text.length || needsName) {
    if (text[position] === '.' && !needsName) {
      needsName = true;
      position += 1;
      continue;
    }
    const match = needsName ? matchAt(nameStep, text, position) : matchBracket(text, position);
    if (match === undefined) throw syntaxError(text, position, needsName);
    steps.push(needsName ? { type: 'name', name: match[0] } : bracketStep(match));
    position += match[0].length;
    needsName = false;
  }
  return { text, steps };
}

function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | undefined {
  pattern.lastIndex = position;
  return pattern.exec(text) ?? undefined;
}

function matchBracket(text: string, position: number): RegExpExecArray | undefined {
  return (
    matchAt(quotedStep, text, position) ?? matchAt(indexStep, text, position) ?? matchAt(everyStep, text, position)
  );
}

function bracketStep(match: RegExpExecArray): JsonPathStep {
  const name = match[1] ?? match[2];
  if (name === undefined) return { type: 'every' };
  return /['"]/.test(match[0]) ? { type: 'name', name } : { type: 'index', index: Number(name) };
}

function syntaxError(text: string, position: number, needsName: boolean): DangoError {
  const expected = needsName ? 'a name' : `".", "[0]", "[*]" or "['name']"`;
  const found = position < text.length ? `"${text.slice(position, position + 10)}"` : 'the end';
  return new DangoError(`"${text}" is not a path: expected ${expected} at character ${position + 1}, found ${found}`, {
    code: 'config-invalid',
    hint: `Write a path such as data.items, items[0].id or ['odd name'].`,
    context: { path: text, character: position + 1 },
  });
}

/** Every value that the path leads to, in document order; empty when there is none. */
export function selectAll(path: JsonPath, value: unknown): unknown[] {
  let values = [value];
  for (const step of path.steps) values = values.flatMap((current) => takeStep(step, current));
  return values;
}

/** The first value that the path leads to; undefined when there is none. A null that is there is null. */
export function selectFirst(path: JsonPath, value: unknown): unknown {
  // Runs for every record, so it makes no lists where the path names one place only.
  let current = value;
  for (const step of path.steps) {
    if (step.type === 'every') return selectAll(path, value)[0];
    current = step.type === 'name' ? field(current, step.name) : item(current, step.index);
    if (current === undefined) return undefined;
  }
  return current;
}

function takeStep(step: JsonPathStep, value: unknown): unknown[] {
  if (step.type === 'every') {
    if (Array.isArray(value)) return value;
    return isPlainObject(value) ? Object.values(value) : [];
  }
  const found = step.type === 'name' ? field(value, step.name) : item(value, step.index);
  return found === undefined ? [] : [found];
}

function field(value: unknown, name: string): unknown {
  return isPlainObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function item(value: unknown, index: number): unknown {
  return Array.isArray(value) ? value.at(index) : undefined;
}
