import type { LoadOutcome } from '../warehouse/destination.ts';
import { isRootTable, isTooMuchLoss, type TableLoss } from '../warehouse/plan/guard-replace.ts';

/**
 * The tables that a full refresh in several loads has left with fewer rows than a replaced table may keep. While it goes on
 * nobody knows how many follow, so this is told once all windows are loaded. Pure.
 * @param outcomes of all its packages, in their order.
 */
export function refreshLosses(outcomes: readonly (LoadOutcome | undefined)[]): readonly TableLoss[] {
  const [first] = outcomes;
  if (first?.outcome !== 'loaded') return [];
  const continued = (first.plan?.resources ?? []).filter(({ resource }) => resource.is_continued === true);
  return continued.flatMap(({ resource, plan }) =>
    [...new Set([resource.table, ...plan.tables.map(({ name }) => name)])].flatMap((table): TableLoss[] => {
      const before = first.rows.get(table)?.before ?? 0;
      const after = outcomes.reduce((rows, outcome) => rows + changeOf(outcome, table), before);
      const loss = { table, before, after };
      return isTooMuchLoss(loss, { isRoot: isRootTable(table, resource), maxLoss: resource.max_loss }) ? [loss] : [];
    }),
  );
}

function changeOf(outcome: LoadOutcome | undefined, table: string): number {
  if (outcome?.outcome !== 'loaded') return 0;
  const { inserted = 0, deleted = 0 } = outcome.rows.get(table) ?? {};
  return inserted - deleted;
}
