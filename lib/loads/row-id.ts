/**
 * A row's id tells where it came from: `<load>.<exchange>.<position>`, each part in a base-36 form that sorts as text
 * in the order of the numbers. So ids are unique, short, and the later of two rows has the greater id.
 */
export interface RowOrigin {
  readonly exchange: number;
  /** Place of the record among those that came out of the exchange, from 0. */
  readonly position: number;
}

export function rowIdPrefix(loadId: string): string {
  return encodeOrdinal(Number(loadId.replace('.', '')));
}

export function rowId(prefix: string, { exchange, position }: RowOrigin): string {
  return rowIdOfExchange(prefix, exchange) + encodeOrdinal(position);
}

/** What the ids of all records of an exchange begin with; the position follows. */
export function rowIdOfExchange(prefix: string, exchange: number): string {
  return `${prefix}.${encodeOrdinal(exchange)}.`;
}

/** Reads an id back; undefined for one that Dango did not make, such as dlt's. */
export function rowOrigin(id: string): RowOrigin | undefined {
  const [, exchange, position] = /^[0-9a-z]+\.([0-9a-z]+)\.([0-9a-z]+)(?:\.[0-9a-z]+)*$/.exec(id) ?? [];
  if (exchange === undefined || position === undefined) return undefined;
  return { exchange: decodeOrdinal(exchange), position: decodeOrdinal(position) };
}

/** Base 36 with the number of digits in front, so that 9 < 10 holds for the texts too. */
export function encodeOrdinal(value: number): string {
  const digits = value.toString(36);
  return digits.length.toString(36) + digits;
}

function decodeOrdinal(text: string): number {
  return Number.parseInt(text.slice(1), 36);
}
