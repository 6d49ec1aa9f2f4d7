import type { StateChangePlan } from '../../lib/index.ts';
import { printable } from './printable.ts';
import { valueText } from './value-text.ts';

/** Which cursors a change of a state moves, one a line, by their full names: `orders.updated_at: 2026-01-05 → 2026-01-02`. */
export function renderMoves({ before, after }: Pick<StateChangePlan, 'before' | 'after'>): readonly string[] {
  const [old, now] = [positionsOf(before), positionsOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((cursor) => {
    const [from, to] = [old.get(cursor) ?? 'not saved', now.get(cursor) ?? 'not saved, its next sync reads everything'];
    return from === to ? [] : [printable(`${cursor}: ${from} → ${to}`)];
  });
}

function positionsOf(states: StateChangePlan['before']): ReadonlyMap<string, string> {
  const cursors = Object.values(states).flatMap(({ resources = {} }) =>
    Object.entries(resources).flatMap(([resource, { incremental = {} }]) =>
      Object.entries(incremental).map(
        ([path, { last_value: last }]) => [`${resource}.${path}`, valueText(last)] as const,
      ),
    ),
  );
  return new Map(cursors);
}
