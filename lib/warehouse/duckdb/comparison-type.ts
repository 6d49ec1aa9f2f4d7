const integerBits: Readonly<Record<string, readonly [low: bigint, high: bigint]>> = Object.fromEntries(
  [
    ['TINYINT', 8],
    ['SMALLINT', 16],
    ['INTEGER', 32],
    ['BIGINT', 64],
    ['HUGEINT', 128],
  ].flatMap(([name, bits]) => {
    const whole = 1n << BigInt(bits ?? 0);
    return [
      [String(name), [-(whole / 2n), whole / 2n - 1n]],
      [`U${name}`, [0n, whole - 1n]],
    ];
  }),
);

/**
 * The type in which a column is compared with a value that a person gave as text. DuckDB's cast of "1.5" to an integer
 * is 2, so a value that does not fit the column's type is compared in a wider one.
 */
export function comparisonType(columnType: string, value: string): string {
  const range = integerBits[columnType];
  if (range !== undefined) {
    if (!/^\s*[+-]?\d{1,60}\s*$/.test(value)) return 'DOUBLE';
    const integer = BigInt(value.trim().replace(/^\+/, ''));
    if (integer >= range[0] && integer <= range[1]) return columnType;
    const wide = ['HUGEINT', 'UHUGEINT'].find((name) => isWithin(integer, integerBits[name]));
    return wide === undefined || columnType === 'UHUGEINT' ? 'DOUBLE' : wide;
  }
  const [, width, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(columnType) ?? [];
  if (width === undefined || scale === undefined) return columnType;
  const [, whole, fraction = ''] =
    /^\s*[+-]?0*(\d*)\.?(\d*?)0*\s*$/.exec(value.includes('.') ? value : `${value.trim()}.`) ?? [];
  if (whole === undefined) return 'DOUBLE';
  return whole.length <= Number(width) - Number(scale) && fraction.length <= Number(scale) ? columnType : 'DOUBLE';
}

function isWithin(integer: bigint, range: readonly [low: bigint, high: bigint] | undefined): boolean {
  return range !== undefined && integer >= range[0] && integer <= range[1];
}
