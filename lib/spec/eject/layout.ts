/**
 * Code that is not laid out yet: texts, places where a line may break, and groups that stand on one line where they fit.
 * `printLayout` breaks lines as formatters of TypeScript do.
 */
export type Layout = string | readonly Layout[] | LayoutNode;

type LayoutNode =
  | { readonly type: 'line'; readonly flat: string; readonly isHard: boolean }
  | { readonly type: 'indent'; readonly content: Layout }
  | { readonly type: 'group'; readonly content: Layout; readonly isBroken: boolean }
  | { readonly type: 'if-broken'; readonly content: string }
  /** The first of these that fits; the last one where none does. */
  | { readonly type: 'choice'; readonly flat: Layout; readonly hugged: Layout; readonly broken: Layout };

const width = 120;

/** A space, or a new line where the group breaks. */
export const line: Layout = { type: 'line', flat: ' ', isHard: false };
/** Nothing, or a new line where the group breaks. */
export const softLine: Layout = { type: 'line', flat: '', isHard: false };
export const hardLine: Layout = { type: 'line', flat: '', isHard: true };
/** A comma where the group breaks. */
export const trailingComma: Layout = { type: 'if-broken', content: ',' };

export function indent(...content: readonly Layout[]): Layout {
  return { type: 'indent', content };
}

export function group(...content: readonly Layout[]): Layout {
  return { type: 'group', content, isBroken: content.some(hasHardLine) };
}

export function brokenGroup(content: Layout): Layout {
  return { type: 'group', content, isBroken: true };
}

export function choice(flat: Layout, hugged: Layout, broken: Layout): Layout {
  return { type: 'choice', flat, hugged, broken };
}

export function join(items: readonly Layout[], between: Layout): Layout {
  return items.flatMap((item, index) => (index === 0 ? [item] : [between, item]));
}

/** Whether a line breaks in any case. */
export function hasHardLine(layout: Layout): boolean {
  if (typeof layout === 'string') return false;
  if (isList(layout)) return layout.some(hasHardLine);
  switch (layout.type) {
    case 'line':
      return layout.isHard;
    case 'group':
      return layout.isBroken || hasHardLine(layout.content);
    case 'indent':
      return hasHardLine(layout.content);
    case 'choice':
      return hasHardLine(layout.flat);
    case 'if-broken':
      return false;
  }
}

interface Command {
  readonly depth: number;
  readonly isFlat: boolean;
  readonly layout: Layout;
}

/** The text of a layout. */
export function printLayout(layout: Layout): string {
  let text = '';
  let column = 0;
  const commands: Command[] = [{ depth: 0, isFlat: false, layout }];
  for (let command = commands.pop(); command !== undefined; command = commands.pop()) {
    const { depth, isFlat, layout: current } = command;
    if (typeof current === 'string') {
      text += current;
      column += current.length;
      continue;
    }
    if (isList(current)) {
      for (const item of current.toReversed()) commands.push({ depth, isFlat, layout: item });
      continue;
    }
    const node = current;
    if (node.type === 'line' && !(isFlat && !node.isHard)) {
      text = `${text.replace(/ +$/, '')}\n${'  '.repeat(depth)}`;
      column = depth * 2;
      continue;
    }
    commands.push(settle(node, command, { left: width - column, rest: commands }));
  }
  return text;
}

interface Room {
  /** Characters that are left in the line. */
  readonly left: number;
  /** What comes behind; the next one last. */
  readonly rest: readonly Command[];
}

/** What is printed of a node where it stands. */
function settle(node: LayoutNode, { depth, isFlat }: Command, room: Room): Command {
  switch (node.type) {
    case 'line':
      return { depth, isFlat, layout: node.flat };
    case 'if-broken':
      return { depth, isFlat, layout: isFlat ? '' : node.content };
    case 'indent':
      return { depth: depth + 1, isFlat, layout: node.content };
    case 'group': {
      const flat = { depth, isFlat: true, layout: node.content };
      const fitsHere = !node.isBroken && (isFlat || fits(flat, room));
      return fitsHere ? flat : { ...flat, isFlat: false };
    }
    case 'choice': {
      const mustBreak = hasHardLine(node.flat);
      const flat = { depth, isFlat: true, layout: node.flat };
      if (!mustBreak && (isFlat || fits(flat, room))) return flat;
      const hugged = { depth, isFlat: true, layout: node.hugged };
      return fits(hugged, room) ? hugged : { depth, isFlat: false, layout: node.broken };
    }
  }
}

/** Whether a text fits into the line up to its first line break. */
function fits(next: Command, { left, rest }: Room): boolean {
  let remaining = left;
  let behind = rest.length;
  const commands: Command[] = [next];
  while (remaining >= 0) {
    const command = commands.pop() ?? rest[(behind -= 1)];
    if (command === undefined) return true;
    const { depth, isFlat, layout } = command;
    if (typeof layout === 'string') {
      remaining -= layout.length;
      continue;
    }
    if (isList(layout)) {
      for (const item of layout.toReversed()) commands.push({ depth, isFlat, layout: item });
      continue;
    }
    switch (layout.type) {
      case 'line':
        if (!isFlat || layout.isHard) return true;
        remaining -= layout.flat.length;
        break;
      case 'if-broken':
        if (!isFlat) remaining -= layout.content.length;
        break;
      case 'indent':
        commands.push({ depth, isFlat, layout: layout.content });
        break;
      case 'group':
        commands.push({ depth, isFlat: isFlat && !layout.isBroken, layout: layout.content });
        break;
      case 'choice':
        commands.push({ depth, isFlat, layout: isFlat ? layout.flat : layout.broken });
        break;
    }
  }
  return false;
}

function isList(layout: Layout): layout is readonly Layout[] {
  return Array.isArray(layout);
}
