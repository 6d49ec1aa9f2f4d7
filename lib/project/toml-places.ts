/** Where the tables and values of a TOML text are written. Made for text that a parser has accepted. */
export interface TomlPlaces {
  readonly headers: readonly TomlHeader[];
  readonly assignments: readonly TomlAssignment[];
}

interface TomlHeader {
  readonly path: readonly string[];
  /** True for `[[name]]`. */
  readonly isList: boolean;
  readonly start: number;
  /** End of the line, before its line ending. */
  readonly end: number;
}

interface TomlAssignment {
  /** From the root, through its table. */
  readonly path: readonly string[];
  /** Position of its table in `headers`; -1 above the first one. */
  readonly header: number;
  /** Start of the line of the key. */
  readonly start: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** End of the line that the value ends on, before its line ending. */
  readonly end: number;
}

const blanks = /[ \t]*/y;
const lineRest = /[^\r\n]*/y;
const keyPart = /[ \t]*(?:([A-Za-z0-9_-]+)|"((?:\\.|[^"\\\r\n])*)"|'([^'\r\n]*)')[ \t]*/y;
const strings = [
  /"""(?:\\[\s\S]|[^\\])*?"""("{0,2})/y,
  /'''[\s\S]*?'''('{0,2})/y,
  /"(?:\\.|[^"\\\r\n])*"/y,
  /'[^'\r\n]*'/y,
];
const comment = /#[^\r\n]*/y;
const bareValue = /[^\r\n#]*/y;

/** Finds the places; text that is no TOML gives places that make no sense, so parse it first. */
export function findTomlPlaces(text: string): TomlPlaces {
  const headers: TomlHeader[] = [];
  const assignments: TomlAssignment[] = [];
  let position = text.startsWith('\uFEFF') ? 1 : 0;
  while (position < text.length) {
    const start = position;
    position += lengthOf(blanks, text, position);
    const character = text[position];
    if (character === '[') {
      const header = readHeader(text, start, position);
      headers.push(header);
      position = header.end;
    } else if (character !== undefined && !/[#\r\n]/.test(character)) {
      const assignment = readAssignment(text, start, headers.at(-1)?.path ?? [], headers.length - 1);
      assignments.push(assignment);
      position = assignment.end;
    } else position += lengthOf(lineRest, text, position);
    const next = text.indexOf('\n', position);
    position = next < 0 ? text.length : next + 1;
  }
  return { headers, assignments };
}

function readHeader(text: string, start: number, bracket: number): TomlHeader {
  const isList = text[bracket + 1] === '[';
  const { path } = readKey(text, bracket + (isList ? 2 : 1));
  return { path, isList, start, end: bracket + lengthOf(lineRest, text, bracket) };
}

function readAssignment(text: string, start: number, table: readonly string[], header: number): TomlAssignment {
  const { path, end: keyEnd } = readKey(text, start);
  const valueStart = keyEnd + 1 + lengthOf(blanks, text, keyEnd + 1);
  const valueEnd = endOfValue(text, valueStart);
  return {
    path: [...table, ...path],
    header,
    start,
    valueStart,
    valueEnd,
    end: valueEnd + lengthOf(lineRest, text, valueEnd),
  };
}

function readKey(text: string, from: number): { path: string[]; end: number } {
  const path: string[] = [];
  let position = from;
  do {
    if (path.length > 0) position += 1;
    keyPart.lastIndex = position;
    const match = keyPart.exec(text);
    if (match === null) break;
    path.push(match[1] ?? match[3] ?? unescapeKey(match[2] ?? ''));
    position = keyPart.lastIndex;
  } while (text[position] === '.');
  return { path, end: position };
}

/** TOML's escapes are JSON's, but for `\U` and `\e`, which nobody puts into a key. */
function unescapeKey(escaped: string): string {
  try {
    return String(JSON.parse(`"${escaped}"`));
  } catch {
    return escaped;
  }
}

function endOfValue(text: string, start: number): number {
  for (const pattern of strings) {
    const length = lengthOf(pattern, text, start);
    if (length > 0) return start + length;
  }
  const isNested = text[start] === '[' || text[start] === '{';
  if (isNested) return endOfNested(text, start);
  return start + (matchAt(bareValue, text, start)?.trimEnd().length ?? 0);
}

function endOfNested(text: string, start: number): number {
  let depth = 0;
  let position = start;
  while (position < text.length) {
    const length = [...strings, comment].map((pattern) => lengthOf(pattern, text, position)).find((one) => one > 0);
    if (length !== undefined) {
      position += length;
      continue;
    }
    const character = text[position];
    if (character === '[' || character === '{') depth += 1;
    if (character === ']' || character === '}') depth -= 1;
    position += 1;
    if (depth === 0) return position;
  }
  return position;
}

function lengthOf(pattern: RegExp, text: string, position: number): number {
  return matchAt(pattern, text, position)?.length ?? 0;
}

function matchAt(pattern: RegExp, text: string, position: number): string | undefined {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0];
}
