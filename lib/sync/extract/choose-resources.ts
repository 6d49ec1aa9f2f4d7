import { DangoError } from '../../errors/dango-error.ts';
import type { Resource } from '../../sdk/resource.ts';
import type { Source } from '../../sdk/source.ts';
import { closestWord } from '../../util/closest-word.ts';
import { ancestorsOf, resourcesAbove } from './ancestors-of.ts';
import { chooseWindowed } from './choose-windowed.ts';
import type { ExtractOptions } from './extracted-resource.ts';

export interface ChosenResources {
  /** What is read, in the order of the source. */
  readonly read: readonly Resource[];
  /** Names of those that are loaded; the others are read only for their children. */
  readonly loaded: ReadonlySet<string>;
  /** Families that load as a whole although only a part of them was selected; names in the order of the source. */
  readonly completed: readonly (readonly string[])[];
}

/** Whether a sync starts where the one before ended. With `replace` or an end a cursor starts anew each time. */
export function movesCursor({ incremental, writeDisposition }: Resource): boolean {
  return incremental !== undefined && incremental.endValue === undefined && writeDisposition !== 'replace';
}

/**
 * What a selection reads and loads: the selected resources, and their ancestors unloaded. Where one of a family moves a
 * cursor the whole family loads, for what the cursor has passed does not come again for those that were left out.
 * A sample and a range save no cursor and leave families apart; a range is one of resources with a cursor.
 * @throws DangoError `name-unknown` for a selected resource that does not exist, `usage-invalid` for a range that cannot
 *   be loaded.
 */
export function chooseResources(
  source: Source,
  { selected: wishes, limit, window, isProbe }: Pick<ExtractOptions, 'selected' | 'limit' | 'window' | 'isProbe'>,
): ChosenResources {
  const { resources } = source;
  const names = resources.map(({ name }) => name);
  for (const wanted of wishes ?? []) if (!names.includes(wanted)) throw unknownResource(wanted, source.name, names);
  if (isProbe === true) return chooseFirst(resources, wishes);
  const isSample = limit !== undefined;
  const usual = resources.every(isSelected) ? undefined : resources.filter(isSelected).map(({ name }) => name);
  const selected = window === undefined || isSample ? (wishes ?? usual) : chooseWindowed(source, wishes);
  if (selected === undefined) return { read: resources, loaded: new Set(names), completed: [] };
  const movesState = !isSample && window === undefined;
  const whole = movesState ? familiesOf(resources).filter((family) => family.some(movesCursor)) : [];
  const touched = whole.map((family) => family.map(({ name }) => name)).filter((family) => overlap(family, selected));
  const loaded = new Set([...selected, ...touched.flat()]);
  const needed = new Set(
    resources
      .filter(({ name }) => loaded.has(name))
      .flatMap((resource) => [resource, ...resourcesAbove(resource, resources)]),
  );
  return {
    read: resources.filter((resource) => needed.has(resource)),
    loaded,
    completed: touched.filter((family) => !family.every((name) => selected.includes(name))),
  };
}

/** One that is as cheap to read as any: without a parent, in the order of the source. */
function chooseFirst(resources: readonly Resource[], wishes: readonly string[] | undefined): ChosenResources {
  const roots = resources.filter(({ parent }) => parent === undefined);
  const first = roots.find(({ name }) => wishes?.includes(name) ?? true) ?? roots[0];
  const read = first === undefined ? [] : [first];
  return { read, loaded: new Set(read.map(({ name }) => name)), completed: [] };
}

function isSelected({ selected }: Resource): boolean {
  return selected !== false;
}

/** Resources that are joined by parent links. */
function familiesOf(resources: readonly Resource[]): readonly (readonly Resource[])[] {
  const families = Map.groupBy(resources, (resource) => ancestorsOf(resource, resources).at(-1) ?? resource);
  return [...families.values()];
}

function overlap(names: readonly string[], others: readonly string[]): boolean {
  return names.some((name) => others.includes(name));
}

function unknownResource(wanted: string, source: string, known: readonly string[]): DangoError {
  const meant = closestWord(wanted, known);
  return new DangoError(`Source ${source} has no resource "${wanted}".`, {
    code: 'name-unknown',
    hint: meant === undefined ? `It has ${known.join(', ')}.` : `Did you mean "${meant}"? It has ${known.join(', ')}.`,
    context: { source, resource: wanted },
  });
}
