import type { HintType } from './hint-type.ts';

/** A type and how exact it is, in dlt's words. */
export interface TypeHint {
  readonly type: HintType;
  /** Digits of a decimal, bits of a bigint, digits of a second's fraction of a timestamp. Others only keep it. */
  readonly precision?: number | undefined;
  /** Digits of a decimal behind the point. */
  readonly scale?: number | undefined;
  /** False: instants are kept as they are in UTC, without a time zone. */
  readonly timezone?: boolean | undefined;
}

/** What a decimal is made with where nothing is told, as in dlt. */
export const usualDecimal = { precision: 38, scale: 9 } as const;

/** What is wrong with a hint, and the key that says it. */
export interface TypeHintFault {
  readonly key: 'precision' | 'scale' | 'timezone';
  readonly problem: string;
  readonly hint: string;
}

/** Least and most precision by type; a type that is not named has none. */
const precisions: Partial<Record<HintType, readonly [least: number, most: number]>> = {
  decimal: [1, 38],
  bigint: [1, 128],
  timestamp: [0, 9],
  time: [0, 9],
  text: [1, Number.MAX_SAFE_INTEGER],
  binary: [1, Number.MAX_SAFE_INTEGER],
  double: [1, 64],
};

/** Finds what DuckDB has no type for. */
export function findTypeHintFault({
  type,
  precision,
  scale,
  timezone,
}: Omit<TypeHint, 'type'> & { readonly type?: HintType | undefined }): TypeHintFault | undefined {
  if (precision !== undefined) {
    const range = type === undefined ? undefined : precisions[type];
    if (range === undefined) return without('precision', type, 'decimal, bigint or timestamp');
    const [least, most] = range;
    if (!Number.isInteger(precision) || precision < least || precision > most) {
      const words = most === Number.MAX_SAFE_INTEGER ? `from ${least} on` : `from ${least} to ${most}`;
      return {
        key: 'precision',
        problem: `A ${type} has no precision ${precision}`,
        hint: `Use a whole number ${words}.`,
      };
    }
  }
  if (scale !== undefined && type !== 'decimal') return without('scale', type, 'decimal');
  if (timezone !== undefined && type !== 'timestamp') return without('timezone', type, 'timestamp');
  if (type !== 'decimal') return undefined;
  const digits = precision ?? usualDecimal.precision;
  const behindPoint = scale ?? usualDecimal.scale;
  if (Number.isInteger(behindPoint) && behindPoint >= 0 && behindPoint <= digits) return undefined;
  return {
    key: scale === undefined ? 'precision' : 'scale',
    problem: `A decimal of ${digits} digits cannot have ${behindPoint} of them behind the point`,
    hint: `Give it a scale from 0 to ${digits}.`,
  };
}

function without(key: TypeHintFault['key'], type: HintType | undefined, types: string): TypeHintFault {
  return {
    key,
    problem: type === undefined ? `A ${key} needs a type` : `A column of type ${type} has no ${key}`,
    hint: `Remove ${key}, or use the type ${types}.`,
  };
}
