import {
  choice,
  brokenGroup,
  group,
  hardLine,
  hasHardLine,
  indent,
  join,
  line,
  softLine,
  trailingComma,
  type Layout,
} from './layout.ts';

// Pieces of TypeScript, laid out as a formatter does.

const identifier = /^[A-Za-z_$][\w$]*$/;

export function isIdentifier(text: string): boolean {
  return identifier.test(text);
}

/** A text in quotes, single ones unless that takes more backslashes. */
export function quote(text: string): string {
  const inner = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"');
  const isDouble = inner.split("'").length > inner.split('"').length;
  const mark = isDouble ? '"' : "'";
  return `${mark}${inner.replaceAll(mark, `\\${mark}`)}${mark}`;
}

/** A piece of text for between backticks. */
export function templatePiece(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll('`', '\\`')
    .replaceAll('${', '\\${');
}

/** `owner.name`, or `owner['a name']`. */
export function member(owner: string, name: string): string {
  return isIdentifier(name) ? `${owner}.${name}` : `${owner}[${quote(name)}]`;
}

/** What an expression is, as far as its place in a call asks for it. */
export type CodeKind = 'object' | 'list' | 'arrow' | 'call' | 'other';

export interface Code {
  readonly kind: CodeKind;
  readonly layout: Layout;
  /** Of a function: how it stands where it alone breaks, as the last argument of a call. */
  readonly hugged?: Layout;
  /** Entries of an object, items of a list. */
  readonly size?: number;
}

export function other(layout: Layout): Code {
  return { kind: 'other', layout };
}

export type Entry = readonly [key: string, value: Code];

/** An object; a value that is named like its key stands alone. Keys are quoted where one of them needs it, or none. */
export function object(entries: readonly Entry[]): Code {
  return braces(entries.map(pair));
}

/** An entry of an object. */
export function pair([key, { layout }]: Entry): Layout {
  const name = isIdentifier(key) ? key : quote(key);
  return layout === name ? name : [name, ': ', layout];
}

/** An object of entries that are written already. */
export function braces(pairs: readonly Layout[]): Code {
  if (pairs.length === 0) return { kind: 'object', size: 0, layout: '{}' };
  return {
    kind: 'object',
    size: pairs.length,
    layout: group('{', indent(line, join(pairs, [',', line])), trailingComma, line, '}'),
  };
}

export function list(items: readonly Code[]): Code {
  if (items.length === 0) return { kind: 'list', layout: '[]' };
  // Several objects or lists of more than one entry stand one below the other.
  const isTall =
    items.length > 1 &&
    items.every(({ kind, size = 0 }) => ['object', 'list'].includes(kind) && kind === items[0]?.kind && size > 1);
  const layouts = items.map(({ layout }) => layout);
  const content = ['[', indent(softLine, join(layouts, [',', line])), trailingComma, softLine, ']'];
  return { kind: 'list', size: items.length, layout: isTall ? brokenGroup(content) : group(...content) };
}

/** A call; what stands last may break alone. */
export function call(callee: Layout, args: readonly Code[]): Code {
  return { kind: 'call', layout: [callee, callArguments(args)] };
}

export function callArguments(args: readonly Code[]): Layout {
  const last = args.at(-1);
  if (last === undefined) return '()';
  const before = args.slice(0, -1).map(({ layout }) => layout);
  const all = [...before, last.layout];
  const broken = brokenGroup(['(', indent(softLine, join(all, [',', line])), trailingComma, softLine, ')']);
  const canHug = ['object', 'list', 'arrow'].includes(last.kind) && args.at(-2)?.kind !== last.kind;
  if (!canHug) return group('(', indent(softLine, join(all, [',', line])), trailingComma, softLine, ')');
  if (before.some(hasHardLine)) return broken;
  const lead = before.flatMap((layout): Layout[] => [layout, ', ']);
  const hugged = last.hugged ?? last.layout;
  return choice(['(', ...lead, hugged, ')'], ['(', ...lead, brokenGroup(hugged), ')'], broken);
}

/** `(row) => …`, an expression. */
export function arrow(params: string, body: Code): Code {
  if (body.kind === 'list') return { kind: 'arrow', layout: [`${params} => `, body.layout] };
  if (body.kind === 'object') return { kind: 'arrow', layout: [`${params} => (`, body.layout, ')'] };
  return {
    kind: 'arrow',
    layout: group(`${params} =>`, group(indent(line, body.layout))),
    hugged: group(`${params} =>`, group(indent(line, body.layout), trailingComma, softLine)),
  };
}

/** `(row) => { … }`. */
export function blockArrow(params: string, statements: readonly Layout[]): Code {
  return { kind: 'arrow', layout: [`${params} => `, block(statements)] };
}

/** `const name = (row) => …;` */
export function arrowConstant(name: string, params: string, body: Layout): Layout {
  return [`const ${name} = `, group(`${params} =>`, group(indent(line, body))), ';'];
}

export function block(statements: readonly Layout[]): Layout {
  return ['{', indent(hardLine, join(statements, hardLine)), hardLine, '}'];
}
