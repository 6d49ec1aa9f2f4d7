import type { LoadOutcome } from '../warehouse/destination.ts';
import { describeDiscarded } from './describe-discarded.ts';
import type { SyncEvent } from './sync-event.ts';

/** Tells what a person should know of a load that went well. */
export function warnAboutLoad(outcome: LoadOutcome, onEvent: (event: SyncEvent) => void): void {
  if (outcome.outcome !== 'loaded') return;
  for (const name of outcome.plan?.keepsCursor ?? []) {
    onEvent({
      type: 'warning',
      resource: name,
      message: `The cursor of ${name} stays where it was, because rows of a child were refused.`,
      hint: 'Mend the child and sync again: the records since then are read once more.',
    });
  }
  for (const discarded of outcome.discarded ?? []) onEvent({ type: 'warning', ...describeDiscarded(discarded) });
  for (const { plan, resource, orphans } of outcome.plan?.resources ?? []) {
    const gone = orphans.filter((table) => (outcome.rows.get(table)?.deleted ?? 0) > 0);
    if (gone.length > 0) onEvent({ type: 'warning', ...describeOrphans(resource.name, gone) });
    for (const message of plan.warnings) onEvent({ type: 'warning', resource: resource.name, message });
  }
}

function describeOrphans(
  resource: string,
  tables: readonly string[],
): { readonly resource: string; readonly message: string; readonly hint: string } {
  return {
    resource,
    message: `The rows of ${tables.join(' and ')} were removed: they belonged to rows of a table that was dropped since.`,
    hint: `Fetch what was in that table again with: dango sync --full-refresh --resource ${resource}`,
  };
}
