import { DangoError } from '../../errors/dango-error.ts';
import type { PackageWriter } from '../../loads/package-writer.ts';
import type { TableSpool } from '../../loads/table-spool.ts';
import type { PageText } from '../../loads/text-records.ts';
import { joinNames, normaliseName } from '../../schema/identifier.ts';
import { roundedFields } from '../../schema/rounded-fields.ts';
import { nestedTablesOf, type NestedTable } from '../../sdk/nested-tables.ts';
import type { Resource } from '../../sdk/resource.ts';
import { exactFields } from './column-hints.ts';
import { takeElements } from './take-elements.ts';
import type { TableClaims } from './table-claims.ts';

/** A file is open for each. More come of data that was taken for names. */
const mostTables = 500;

const mostToldFields = 5;

/** Where the records of a resource go: into one table, or into the one that each record names. */
export class ResourceSpool {
  readonly #resource: Resource;
  readonly #writer: PackageWriter;
  readonly #claims: TableClaims;
  readonly #tables = new Map<string, TableSpool>();
  readonly #nested: readonly NestedTable[];
  #exchange = -1;
  #position = 0;

  constructor(resource: Resource, writer: PackageWriter, claims: TableClaims) {
    this.#resource = resource;
    this.#writer = writer;
    this.#claims = claims;
    this.#nested = nestedTablesOf(resource.name, resource.nestedHints);
    if (typeof resource.tableName === 'function') return;
    this.#open(rootTableOf(resource));
    for (const nested of this.#nested) this.#openNested(nested);
  }

  /**
   * Adds records that came out of one exchange. Exchanges come in ascending order.
   * @param texts what they were parsed from, where that is known.
   */
  write(records: readonly unknown[], exchange: number, texts?: PageText): void {
    if (exchange !== this.#exchange) {
      this.#exchange = exchange;
      this.#position = 0;
    }
    const { tableName } = this.#resource;
    if (this.#nested.length > 0) {
      for (const record of records) this.#writeApart(record, exchange);
      return;
    }
    if (typeof tableName !== 'function') {
      this.#open(rootTableOf(this.#resource)).write(records, exchange, { position: this.#position, texts });
      this.#position += records.length;
      return;
    }
    for (const record of records) {
      // A record keeps its place in the exchange, whichever table it goes to.
      this.#open(this.#nameFor(record, tableName)).write([record], exchange, { position: this.#position });
      this.#position += 1;
    }
  }

  /** Writes the elements of lists that have tables of their own into those; they lead to the record they came in. */
  #writeApart(record: unknown, exchange: number): void {
    let rest = record;
    for (const nested of this.#nested) {
      const { rest: others, taken } = takeElements(rest, nested.keys);
      rest = others;
      const spool = this.#openNested(nested);
      for (const { element, within } of taken) spool.write([element], exchange, { position: this.#position, within });
    }
    this.#open(rootTableOf(this.#resource)).write([rest], exchange, { position: this.#position });
    this.#position += 1;
  }

  #openNested(nested: NestedTable): TableSpool {
    const { maxTableNesting } = this.#resource;
    return this.#open(nestedTableName(this.#resource, nested), levelsBelow(maxTableNesting, nested));
  }

  /** The tables that were filled; where none was, the one that is named after the resource, empty. */
  close(): ReadonlyMap<string, TableSpool> {
    if (this.#tables.size === 0) this.#open(rootTableOf(this.#resource));
    for (const spool of this.#tables.values()) spool.close();
    return this.#tables;
  }

  /** What a person should know of the numbers that came; undefined where no digit was lost. */
  warning(): { readonly message: string; readonly hint: string } | undefined {
    const fields = [...new Set([...this.#tables.values()].flatMap(({ types }) => roundedFields(types)))];
    const [first] = fields;
    if (first === undefined) return undefined;
    const told = fields.slice(0, mostToldFields).join(', ') + (fields.length > mostToldFields ? ' and others' : '');
    return {
      message: `${this.#resource.name} has numbers of more than 17 digits, which a DOUBLE rounds: ${told}.`,
      hint: first.includes('[]')
        ? 'Ask the API for them as text.'
        : `To keep every digit make the column text: columns: { ${first}: { type: text } }`,
    };
  }

  /** Takes everything back. */
  discard(): void {
    for (const spool of this.#tables.values()) spool.discard();
  }

  #open(table: string, maxTableNesting = this.#resource.maxTableNesting): TableSpool {
    const known = this.#tables.get(table);
    if (known !== undefined) return known;
    const { name, columns } = this.#resource;
    this.#claims.claim(table, name);
    if (this.#tables.size >= mostTables) {
      throw new DangoError(`tableName of resource "${name}" names more than ${mostTables} tables.`, {
        code: 'module-invalid',
        hint: 'Name tables after a kind of record, not after something that differs from record to record.',
        context: { resource: name, table },
      });
    }
    const spool = this.#writer.openTable(table, { maxNesting: maxTableNesting, exact: exactFields(columns) });
    this.#tables.set(table, spool);
    return spool;
  }

  #nameFor(record: unknown, tableName: (row: unknown) => string): string {
    const name: unknown = tableName(record);
    if (typeof name === 'string' && name.trim() !== '') return normaliseName(name);
    throw new DangoError(
      `tableName of resource "${this.#resource.name}" gave ${JSON.stringify(name)} for a record, which is no name.`,
      {
        code: 'module-invalid',
        hint: 'Return a text for every record, such as `events_${row.kind ?? "other"}`.',
        context: { resource: this.#resource.name },
      },
    );
  }
}

/** The table of a resource; where its records name theirs, that of a resource without any. */
export function rootTableOf({ name, tableName }: Resource): string {
  return normaliseName(typeof tableName === 'string' ? tableName : name);
}

/** The table of a list that has one of its own: the name that it would have as a child table. */
export function nestedTableName(resource: Resource, { keys }: NestedTable): string {
  return joinNames([rootTableOf(resource), ...keys.map(normaliseName)]);
}

/** What is left of the levels of a record for the elements of a list in it. Undefined: all. */
export function levelsBelow(levels: number | undefined, { keys }: NestedTable): number | undefined {
  return levels === undefined ? undefined : Math.max(0, levels - keys.length);
}
