import { seen, seenIntegers, seenScalars, type TypeNode } from './type-node.ts';

/** How a value is read out of the records' text, before it becomes columns. */
export type ReadType =
  | { readonly kind: 'BOOLEAN' | 'BIGINT' | 'HUGEINT' | 'DOUBLE' | 'VARCHAR' | 'JSON' }
  | { readonly kind: 'STRUCT'; readonly fields: readonly (readonly [key: string, type: ReadType])[] }
  | { readonly kind: 'LIST'; readonly element: ReadType };

/**
 * More different keys than this in one nested object means that data was used as keys; reading it as a struct would
 * take time and memory by the square of their number.
 */
export const maxStructFields = 1000;

const json: ReadType = { kind: 'JSON' };

/** The type that reads every value seen at `node` without loss; JSON where kinds are mixed. */
export function readTypeOf(node: TypeNode): ReadType {
  if (node.isReadAsJson) return json;
  const scalars = node.mask & seenScalars;
  const nested = node.mask & (seen.object | seen.list | seen.tooDeep | seen.wholeList);
  if (nested === 0) return { kind: scalarKind(scalars) };
  if (node.mask === seen.list) {
    return { kind: 'LIST', element: node.element === undefined ? json : readTypeOf(node.element) };
  }
  if (node.mask === seen.object && isStruct(node)) {
    return { kind: 'STRUCT', fields: filledFields(node).map(([key, field]) => [key, readTypeOf(field)]) };
  }
  return json;
}

function scalarKind(scalars: number): 'BOOLEAN' | 'BIGINT' | 'HUGEINT' | 'DOUBLE' | 'VARCHAR' | 'JSON' {
  const consistsOf = (kinds: number): boolean => scalars !== 0 && (scalars & ~kinds) === 0;
  if (consistsOf(seen.boolean)) return 'BOOLEAN';
  if (consistsOf(seen.safeInteger | seen.longInteger)) return 'BIGINT';
  if (consistsOf(seenIntegers & ~seen.endlessInteger)) return 'HUGEINT';
  if (consistsOf(seenIntegers)) return 'VARCHAR';
  if (consistsOf(seen.fraction | seen.safeInteger)) return 'DOUBLE';
  if (consistsOf(seen.text | seen.timestamp)) return 'VARCHAR';
  return 'JSON';
}

/** Fields that ever had a value. A field that was always null has no type, so it gets no column. */
export function filledFields(node: TypeNode): readonly (readonly [string, TypeNode])[] {
  return [...(node.fields ?? [])].filter(([, field]) => field.mask !== 0);
}

/** Whether the fields can be declared as a STRUCT: DuckDB takes no empty, cut or case-insensitively equal names. */
export function isStruct(node: TypeNode): boolean {
  const fields = filledFields(node);
  return fields.length > 0 && fields.length <= maxStructFields && hasDistinctKeys(node);
}

export function hasDistinctKeys(node: TypeNode): boolean {
  const known = new Set<string>();
  for (const [key] of filledFields(node)) {
    const folded = key.toLowerCase();
    if (key === '' || key.includes('\0') || known.has(folded)) return false;
    known.add(folded);
  }
  return true;
}
