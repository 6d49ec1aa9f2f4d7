import { DangoError } from '../../errors/dango-error.ts';
import { parseShare, usualMaxReplaceLoss } from '../../spec/share.ts';
import type { RowCounts } from '../row-counts.ts';
import type { PackageResource } from '../../loads/manifest.ts';
import type { ResourceLoad } from './load-plan.ts';

/** Below this many rows a table may lose any share of them, as long as some are left. */
const smallTableRows = 100;
/** A child table with fewer rows may become empty: a few lists often do, and say little about the answer as a whole. */
const smallChildRows = 10;

export interface TableLoss {
  readonly table: string;
  readonly before: number;
  readonly after: number;
}

/**
 * The tables of a replaced resource that would lose more than they may: all of their rows, or more than the share that
 * its `max_loss` allows. Pure.
 * @param counts what the load does to the tables that the resource has.
 */
export function findLosses(
  { resource, disposition }: ResourceLoad,
  counts: ReadonlyMap<string, RowCounts>,
): readonly TableLoss[] {
  const { max_loss: maxLoss, is_continued: isContinued } = resource;
  // Of a refresh that goes on in further packages only the first rows are here, and nobody knows yet how many follow.
  if (disposition !== 'replace' || isContinued === true) return [];
  return [...counts].flatMap(([table, { before, inserted: after }]): TableLoss[] => {
    const loss = { table, before, after };
    return isTooMuchLoss(loss, { isRoot: isRootTable(table, resource), maxLoss }) ? [loss] : [];
  });
}

/** Whether the rows of a table are the records of its resource. Those of a list are not, even where it has a key of its own. */
export function isRootTable(table: string, { table: root, is_list: isList }: PackageResource): boolean {
  return table === root && isList !== true;
}

/** Whether a table would lose all of its rows, or more than the share that it may. */
export function isTooMuchLoss(
  { before, after }: TableLoss,
  {
    isRoot,
    maxLoss = parseShare(usualMaxReplaceLoss),
  }: { readonly isRoot: boolean; readonly maxLoss?: number | undefined },
): boolean {
  if (maxLoss >= 1 || before === 0 || after >= before) return false;
  const isEmptied = after === 0 && (isRoot || before >= smallChildRows);
  return isEmptied || (before >= smallTableRows && before - after > maxLoss * before);
}

/**
 * What stays out with the resources that would lose rows, by the names of all of them. A full refresh makes a family anew
 * as a whole or not at all: its cursors and rows belong together.
 */
export function withFamilies(
  lossy: ReadonlyMap<string, DangoError>,
  resources: readonly PackageResource[],
): ReadonlyMap<string, DangoError> {
  const parents = new Map(resources.map(({ name, parent }) => [name, parent]));
  const rootOf = (name: string): string => {
    const parent = parents.get(name) ?? undefined;
    return parent === undefined || !parents.has(parent) ? name : rootOf(parent);
  };
  const all = new Map(lossy);
  for (const cause of lossy.keys()) {
    if (resources.find(({ name }) => name === cause)?.is_full_refresh !== true) continue;
    for (const { name, table } of resources) {
      if (all.has(name) || rootOf(name) !== rootOf(cause)) continue;
      all.set(name, familyError(name, table, cause));
    }
  }
  return all;
}

function familyError(name: string, table: string, cause: string): DangoError {
  return new DangoError(`${name} was not made anew, because ${cause} would lose rows.`, {
    code: 'package-held',
    hint: 'Sync with --allow-empty-replace to let them go.',
    context: { resource: name, table },
  });
}

/**
 * Why a resource is not replaced, without the way on: that depends on where its rows wait.
 * @param isPlan a plan tells what would be, a load what was.
 */
export function lossError(name: string, losses: readonly TableLoss[], isPlan = false): DangoError {
  const told = losses.map(({ table, before, after }) => {
    const lost = before - after;
    const share = Math.floor((lost / before) * 100);
    return `${lost} of ${before} ${before === 1 ? 'row' : 'rows'} of table ${table} would go (${share} %)`;
  });
  return new DangoError(`${name} ${isPlan ? 'would not be' : 'was not'} replaced: ${told.join(', ')}.`, {
    code: 'package-held',
    hint: 'Sync with --allow-empty-replace to let them go.',
    context: { resource: name },
  });
}
