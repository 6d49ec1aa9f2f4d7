import type { PreviewExchange } from '#lib/index.ts';

/** A line of the waterfall. */
export type WaterfallRow =
  /** The exchanges of a resource begin here. */
  | {
      readonly kind: 'resource';
      readonly key: string;
      readonly depth: number;
      /** Undefined: those that belong to none. */
      readonly name: string | undefined;
      readonly requests: number;
    }
  | {
      readonly kind: 'exchange';
      readonly key: string;
      readonly depth: number;
      readonly exchange: PreviewExchange;
      /** Why its list ends with it, where that takes no line of its own. */
      readonly end: string | undefined;
    }
  /** Why a list ends, or was read no further. */
  | { readonly kind: 'end'; readonly key: string; readonly depth: number; readonly text: string };

type Children = ReadonlyMap<number, readonly PreviewExchange[]>;

/**
 * The lines of a waterfall: exchanges by resource, in the order in which each was first asked; those of a child below
 * the exchange that brought the record for which they were sent; behind each list why it has no further page.
 * @param ends why nothing more of a resource was asked for, by its name.
 */
export function layOutWaterfall(
  exchanges: readonly PreviewExchange[],
  ends: Readonly<Record<string, string>>,
): readonly WaterfallRow[] {
  const numbers = new Set(exchanges.map(({ number }) => number));
  const roots: PreviewExchange[] = [];
  const children = new Map<number, PreviewExchange[]>();
  for (const exchange of exchanges.toSorted((one, other) => one.number - other.number)) {
    const { parentExchange: parent } = exchange;
    const siblings = parent === undefined ? undefined : children.get(parent);
    if (parent === undefined || !numbers.has(parent)) roots.push(exchange);
    else if (siblings === undefined) children.set(parent, [exchange]);
    else siblings.push(exchange);
  }
  const rows: WaterfallRow[] = [];
  for (const group of byResource(roots).values()) {
    const below = new Set<string>();
    putGroup(rows, group, { children, depth: 0, below });
    const name = group[0]?.resource;
    for (const resource of [...(name === undefined ? [] : [name]), ...below]) {
      putEnd(rows, resource, resource === name ? undefined : resource, ends[resource]);
    }
  }
  return rows;
}

interface Place {
  readonly children: Children;
  readonly depth: number;
  /** Names of the resources that came below. */
  readonly below: Set<string>;
}

function putGroup(rows: WaterfallRow[], group: readonly PreviewExchange[], { children, depth, below }: Place): void {
  const name = group[0]?.resource;
  const first = group[0]?.number ?? 0;
  rows.push({ kind: 'resource', key: `resource ${name ?? ''} ${first}`, depth, name, requests: group.length });
  let pages = 0;
  for (const exchange of group) {
    const { number, listEnd } = exchange;
    pages += 1;
    // A list of one page says so in its own line: there may be thousands.
    const isShort = depth > 0 && pages === 1;
    rows.push({ kind: 'exchange', key: `${number}`, depth, exchange, end: isShort ? listEnd : undefined });
    for (const [resource, own] of byResource(children.get(number) ?? [])) {
      if (resource !== undefined) below.add(resource);
      putGroup(rows, own, { children, depth: depth + 1, below });
    }
    if (listEnd === undefined) continue;
    if (!isShort) rows.push({ kind: 'end', key: `end ${number}`, depth, text: `Ends here: ${listEnd}` });
    pages = 0;
  }
}

/** What the lines of the exchanges do not say already, such as a limit. */
function putEnd(rows: WaterfallRow[], resource: string, name: string | undefined, why: string | undefined): void {
  if (why === undefined) return;
  const isTold = rows.some(
    (row) => row.kind === 'exchange' && row.exchange.resource === resource && row.exchange.listEnd === why,
  );
  if (isTold) return;
  const text = name === undefined ? `Not read on: ${why}` : `${name} is not read on: ${why}`;
  rows.push({ kind: 'end', key: `not on ${resource}`, depth: 0, text });
}

function byResource(exchanges: readonly PreviewExchange[]): Map<string | undefined, PreviewExchange[]> {
  const groups = new Map<string | undefined, PreviewExchange[]>();
  for (const exchange of exchanges) {
    const group = groups.get(exchange.resource);
    if (group === undefined) groups.set(exchange.resource, [exchange]);
    else group.push(exchange);
  }
  return groups;
}
