/** How values of a DuckDB type are laid out. */
export type ColumnKind = 'number' | 'nested' | 'text';

const numbers = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\(.*\)|BIGNUM)$/u;
const nested = /(\]|\))$|^JSON$/u;

/** @param type DuckDB's word, such as `DECIMAL(18,3)`. */
export function columnKind(type: string): ColumnKind {
  if (numbers.test(type)) return 'number';
  return nested.test(type) ? 'nested' : 'text';
}

const quietNames = new Set(['_dlt_id', '_dlt_load_id', '_dlt_parent_id', '_dlt_root_id', '_dlt_list_idx']);

/** Columns that Dango keeps for itself, hidden until somebody asks for them. */
export function isQuietColumn(name: string): boolean {
  return quietNames.has(name);
}
