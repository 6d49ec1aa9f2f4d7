import type { ResourceLoad } from '../plan/load-plan.ts';

/** Hints in dlt's words, by column. */
export type ColumnHints = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Hints that a resource says anew with each load. */
export const saidHints: ReadonlySet<string> = new Set([
  'primary_key',
  'merge_key',
  'nullable',
  'hard_delete',
  'dedup_sort',
  'x-valid-from',
  'x-valid-to',
  'x-active-record-timestamp',
  'x-row-version',
]);

/** What a resource says of the columns of its root table, as dlt keeps it. */
export function columnHintsOf({ resource, keyColumns, merge, requiredColumns }: ResourceLoad): ColumnHints {
  const hints = new Map<string, Record<string, unknown>>();
  const say = (column: string, hint: Readonly<Record<string, unknown>>): void =>
    void hints.set(column, { ...hints.get(column), ...hint });
  for (const column of keyColumns) say(column, { nullable: false, primary_key: true });
  for (const column of merge?.mergeKeyColumns ?? []) say(column, { nullable: false, merge_key: true });
  for (const { column } of requiredColumns) say(column, { nullable: false });
  for (const [column, { hard_delete: isTombstone, dedup_sort: order }] of Object.entries(resource.column_roles ?? {})) {
    if (isTombstone === true) say(column, { hard_delete: true });
    if (order !== undefined) say(column, { dedup_sort: order });
  }
  const { versions } = merge ?? {};
  if (versions !== undefined) {
    say(versions.from, { 'x-valid-from': true });
    say(versions.to, { 'x-valid-to': true, 'x-active-record-timestamp': versions.activeUntil ?? null });
    if (versions.version !== undefined) say(versions.version, { 'x-row-version': true });
  }
  return Object.fromEntries(hints);
}
