/** Whose own a table is by its name: dlt's or Dango's; undefined for one with rows of a source. */
export function systemOwner(table: string): 'dlt' | 'Dango' | undefined {
  if (table.startsWith('_dlt_')) return 'dlt';
  return table.startsWith('_dango_') ? 'Dango' : undefined;
}

/** Whether a table holds what loads note down, not rows of a source. */
export function isSystemTable(table: string): boolean {
  return systemOwner(table) !== undefined;
}
