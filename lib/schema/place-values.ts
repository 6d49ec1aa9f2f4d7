import { isStrictType, variantWord, type ColumnType, type StrictType } from './column-type.ts';
import type { ExistingColumns, Fit, Take, WidenedColumn } from './table-plan.ts';
import { seen, seenIntegers, type TypeNode } from './type-node.ts';

/** Values of one kind and the column they go to. */
export interface Placement {
  readonly column: string;
  readonly type: ColumnType;
  readonly take: Take;
  readonly fit?: Fit;
}

/** The column that a path has a claim to. */
export interface ColumnPlace {
  readonly table: string;
  readonly name: string;
  /** Name of the variant column for a type's word: `price__v_text`. */
  readonly variantName: (word: string) => string;
}

interface Kind {
  readonly take: Take;
  readonly type: ColumnType;
  /** True when DOUBLE holds each of the integers exactly. */
  readonly isExactInDouble: boolean;
  /** Absent: all values of the kind. */
  readonly fit?: Fit;
}

/**
 * Decides for the scalar values at one path which column takes which of them. The column that exists, else the kind
 * that was seen first, keeps the plain name. Values that fit there without loss go there, a column widens where that
 * loses nothing, and all others go to a variant column such as `price__v_text`, as in dlt.
 */
export function placeValues(
  node: TypeNode,
  { table, name, variantName }: ColumnPlace,
  existing: ExistingColumns,
  widened: WidenedColumn[],
): readonly Placement[] {
  const placements: Placement[] = [];
  const types = new Map<string, ColumnType>();
  const typeOf = (column: string): ColumnType | undefined => types.get(column) ?? existing.typeOf(table, column);
  const put = (column: string, type: ColumnType, take: Take, fit?: Fit): void => {
    types.set(column, type);
    placements.push({ column, type, take, ...(fit === undefined ? {} : { fit }) });
  };
  const widen = (column: string, from: ColumnType, to: ColumnType): void => {
    // A column that only this load makes is simply made wide.
    if (existing.typeOf(table, column) !== undefined) widened.push({ table, column, from, to });
  };

  const place = (kind: Kind, column: string): void => {
    const type = typeOf(column);
    if (type === undefined) return put(column, kind.type, kind.take, kind.fit);
    // Text takes everything, so the text variant is where the search ends.
    if (fits(kind, type) || column === variantName('text')) return put(column, type, kind.take, kind.fit);
    if (isStrictType(type) && takesKind(type, kind)) {
      const fit = { type, column, offered: kind.take };
      put(column, type, kind.take, { ...fit, does: true });
      if (existing.hasMisfits?.(table, column, kind.take) === false) return;
      const misfits: Kind = { ...kind, type: isOfTexts(kind) ? 'text' : kind.type, fit: { ...fit, does: false } };
      return place(misfits, variantName(variantWord(misfits.type)));
    }
    if (type === 'timestamp' && kind.take === 'texts') {
      put(column, type, 'instants', kind.fit);
      return place({ ...kind, take: 'plain texts' }, variantName('text'));
    }
    const isFixed = existing.areTypesFixed === true && existing.typeOf(table, column) !== undefined;
    if (isFixed && (type === 'bigint' || type === 'double') && isOfIntegers(kind)) {
      put(column, type, `integers in ${type}`, kind.fit);
      return place({ ...kind, take: `integers beyond ${type}` }, variantName(variantWord(kind.type)));
    }
    if (!isFixed && type === 'bigint' && kind.type === 'hugeint') {
      widen(column, type, 'hugeint');
      return put(column, 'hugeint', kind.take, kind.fit);
    }
    if (kind.type === 'double' && (type === 'bigint' || type === 'hugeint')) {
      const variant = variantName('double');
      const canWiden = !isFixed && type === 'bigint' && kind.isExactInDouble && typeOf(variant) === undefined;
      if (canWiden && existing.isWithinDouble(table, column)) {
        widen(column, type, 'double');
        return put(column, 'double', kind.take, kind.fit);
      }
      if (kind.take === 'numbers') put(column, type, 'integers', kind.fit);
      return place({ ...kind, take: 'fractions' }, variant);
    }
    // An instant came as a text, and is one beside a column of another type, as in dlt.
    if (kind.type === 'timestamp' && typeOf(variantName('timestamp')) === undefined) {
      return place({ ...kind, type: 'text' }, variantName('text'));
    }
    const variant = variantName(variantWord(kind.type));
    return place(kind, column === variant ? variantName('text') : variant);
  };
  for (const kind of kindsSeen(node)) place(kind, name);
  return placements;
}

/** All integers at the path: what else is there has a kind of its own. */
function isOfIntegers({ take, type }: Kind): boolean {
  return take === 'integers' || (take === 'numbers' && type !== 'double');
}

function isOfTexts({ take }: Kind): boolean {
  return take === 'texts' || take === 'instants' || take === 'plain texts';
}

/** Whether values of a kind may fit a type that not all of them fit. */
function takesKind(type: StrictType, kind: Kind): boolean {
  if (kind.take === 'booleans') return false;
  if (type.startsWith('decimal')) return true;
  const isOfIntegerType = type === 'tinyint' || type === 'smallint' || type === 'integer';
  return isOfTexts(kind) !== isOfIntegerType;
}

function fits(kind: Kind, type: ColumnType): boolean {
  if (type === kind.type || type === 'text' || type === 'json') return true;
  if (kind.type === 'bigint') return type === 'hugeint' || (type === 'double' && kind.isExactInDouble);
  return false;
}

/** The kinds of scalars at a path, the one seen first in front. */
function kindsSeen(node: TypeNode): readonly Kind[] {
  const kinds = [...numberKinds(node), ...otherKinds(node)];
  const isFirst = ({ take }: Kind): boolean => firstTakes(node.first).has(take);
  return [...kinds.filter(isFirst), ...kinds.filter((kind) => !isFirst(kind))];
}

function numberKinds({ mask }: TypeNode): readonly Kind[] {
  const integers = mask & seenIntegers;
  const isExactInDouble = (integers & ~seen.safeInteger) === 0;
  const integerType = mask & seen.endlessInteger ? 'text' : mask & seen.hugeInteger ? 'hugeint' : 'bigint';
  if (!(mask & seen.fraction)) {
    return integers === 0 ? [] : [{ take: 'numbers', type: integerType, isExactInDouble }];
  }
  if (isExactInDouble) return [{ take: 'numbers', type: 'double', isExactInDouble }];
  return [
    { take: 'integers', type: integerType, isExactInDouble },
    { take: 'fractions', type: 'double', isExactInDouble: true },
  ];
}

function otherKinds({ mask, first }: TypeNode): readonly Kind[] {
  const kinds: Kind[] = [];
  const add = (take: Take, type: ColumnType): void => void kinds.push({ take, type, isExactInDouble: false });
  if (mask & seen.boolean) add('booleans', 'bool');
  if (first === seen.timestamp && mask & seen.text) {
    add('instants', 'timestamp');
    add('plain texts', 'text');
  } else if (mask & seen.text) add('texts', 'text');
  else if (mask & seen.timestamp) add('texts', 'timestamp');
  return kinds;
}

function firstTakes(first: number): ReadonlySet<Take> {
  if (first === seen.boolean) return new Set<Take>(['booleans']);
  if (first === seen.fraction) return new Set<Take>(['numbers', 'fractions']);
  if (first & seenIntegers) return new Set<Take>(['numbers', 'integers']);
  return new Set<Take>(['texts', 'instants']);
}
