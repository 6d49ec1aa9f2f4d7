import type { ImportProposal } from '#lib/index.ts';

export type Operation = ImportProposal['resources'][number];

/** What comes along without being chosen: that whose records fill the paths of the chosen ones. */
export function operationsAlong(operations: readonly Operation[], chosen: ReadonlySet<string>): ReadonlySet<string> {
  const byId = new Map(operations.map((one) => [one.id, one]));
  const along = new Set<string>();
  const open = [...chosen];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const parent of byId.get(id)?.parents ?? []) {
      if (along.has(parent) || chosen.has(parent)) continue;
      along.add(parent);
      open.push(parent);
    }
  }
  return along;
}

/** Those that a person meant, of all that are taken: nothing else brings them along. */
export function withoutParents(operations: readonly Operation[], taken: readonly string[]): ReadonlySet<string> {
  const needed = new Set(operations.filter(({ id }) => taken.includes(id)).flatMap(({ parents }) => parents));
  return new Set(taken.filter((id) => !needed.has(id) || operations.find((one) => one.id === id)?.kind === 'list'));
}

/** Whether an operation has all words of a filter, in its method, path, name or title. */
export function matchesFilter({ id, title = '', settings }: Operation, filter: string): boolean {
  const text =
    `${settings.method?.value ?? 'GET'} ${settings.endpoint.value} ${id} ${title} ${settings.name.value}`.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
