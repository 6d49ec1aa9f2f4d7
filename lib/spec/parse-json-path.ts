import { DangoError } from '../errors/dango-error.ts';
import { createFilterReader } from './json-path-filter-reader.ts';
import type { JsonPath, JsonPathStep } from './json-path-step.ts';
import { TextReader } from './text-reader.ts';

const namePattern = /[^.[\]'"]+/y;
const quotedPattern = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/y;
const indexPattern = /-?\d+/y;
const slicePattern = /(-?\d+)?\s*:\s*(-?\d+)?\s*(?::\s*(-?\d+)?)?/y;

/**
 * Reads a path as RFC 9535 has it: dotted names, `$` for the root (which may be left out), `['quoted name']`, `[0]`,
 * `[*]` and `.*`, `[0:5]`, `['a', 'b']`, `..name`, and filters such as `[?@.type == 'user' && @.age > 18]`.
 * Throws `config-invalid`, naming the character, when the text is something else.
 */
export function parseJsonPath(text: string): JsonPath {
  const reader = new TextReader(text);
  const hasRoot = /^\$(?=$|[.[])/.test(text);
  if (hasRoot) reader.position = 1;
  const steps: JsonPathStep[] = [];
  if (!hasRoot && !text.startsWith('[')) steps.push(readName(reader));
  steps.push(...readSteps(reader, namePattern));
  if (!reader.isAtEnd()) throw expected(reader, `".", "[0]", "[*]" or "['name']"`);
  return { text, steps };
}

/** The steps that follow, as far as there are any. @param names what a name without quotes consists of. */
function readSteps(reader: TextReader, names: RegExp): JsonPathStep[] {
  const steps: JsonPathStep[] = [];
  for (;;) {
    if (reader.take('..')) {
      const step = reader.peek('[') ? readBracket(reader) : readName(reader, names);
      steps.push({ type: 'descend', step });
    } else if (reader.take('.')) steps.push(readName(reader, names));
    else if (reader.peek('[')) steps.push(readBracket(reader));
    else return steps;
  }
}

function readName(reader: TextReader, pattern = namePattern): JsonPathStep {
  const name = reader.match(pattern)?.[0];
  if (name === undefined) throw expected(reader, 'a name');
  return name === '*' ? { type: 'every' } : { type: 'name', name };
}

function readBracket(reader: TextReader): JsonPathStep {
  const start = reader.position;
  reader.take('[');
  const steps: JsonPathStep[] = [];
  do {
    reader.skipBlanks();
    const step = readSelector(reader);
    if (step === undefined) {
      reader.position = start;
      throw expected(reader, `".", "[0]", "[*]" or "['name']"`);
    }
    steps.push(step);
    reader.skipBlanks();
  } while (reader.take(','));
  if (!reader.take(']')) throw expected(reader, '"]"');
  const [only] = steps;
  return only !== undefined && steps.length === 1 ? only : { type: 'union', steps };
}

function readSelector(reader: TextReader): JsonPathStep | undefined {
  if (reader.take('*')) return { type: 'every' };
  if (reader.take('?')) return { type: 'filter', test: readFilter(reader) };
  const quoted = reader.match(quotedPattern);
  if (quoted !== undefined) return { type: 'name', name: unescape(quoted[1] ?? quoted[2] ?? '') };
  const slice = reader.match(slicePattern);
  if (slice !== undefined) return toSlice(slice);
  const index = reader.match(indexPattern);
  return index === undefined ? undefined : { type: 'index', index: Number(index[0]) };
}

function toSlice([, start, end, step]: RegExpExecArray): JsonPathStep {
  return {
    type: 'slice',
    ...(start === undefined ? {} : { start: Number(start) }),
    ...(end === undefined ? {} : { end: Number(end) }),
    step: step === undefined ? 1 : Number(step),
  };
}

const filterNames = /[\p{L}\p{N}_$@*-]+/uy;
const readFilter = createFilterReader({
  readSteps: (reader) => readSteps(reader, filterNames),
  readQuoted: (reader) => {
    const quoted = reader.match(quotedPattern);
    return quoted === undefined ? undefined : unescape(quoted[1] ?? quoted[2] ?? '');
  },
  expected,
});

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function unescape(text: string): string {
  return text.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, code?: string, character = '') =>
    code === undefined ? (escapes[character] ?? character) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function expected({ text, position }: TextReader, what: string): DangoError {
  const found = position < text.length ? `"${text.slice(position, position + 10)}"` : 'the end';
  return new DangoError(`"${text}" is not a path: expected ${what} at character ${position + 1}, found ${found}`, {
    code: 'config-invalid',
    hint: `Write a path such as data.items, items[0].id or ['odd name'].`,
    context: { path: text, character: position + 1 },
  });
}
