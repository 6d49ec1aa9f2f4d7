import { ColumnNames, inClaimOrder } from './column-names.ts';
import type { ColumnType } from './column-type.ts';
import { joinNames, normaliseName } from './identifier.ts';
import { placeValues } from './place-values.ts';
import { filledFields, hasDistinctKeys, isStruct, maxStructFields, readTypeOf, type ReadType } from './read-type.ts';
import {
  pathKey,
  type Accessor,
  type ExistingColumns,
  type PlannedColumn,
  type ResourcePlan,
  type TablePlan,
  type ValueRead,
  type WidenedColumn,
} from './table-plan.ts';
import { seen, seenScalars, TypeNode } from './type-node.ts';

/** What becomes of fields that never had a value: nothing, as in dlt, or a column of text. */
export type NullColumns = 'omit' | 'text';

const row: Accessor = { step: 'row' };

/**
 * Plans the tables of one resource from the types that were seen: objects become `a__b` columns, lists become child
 * tables, and each value gets a column that holds it without loss. Pure; nothing is read or written.
 */
export function planTables(
  root: TypeNode,
  tableName: string,
  existing: ExistingColumns,
  nullColumns: NullColumns = 'omit',
): ResourcePlan {
  const planner = new Planner(existing, nullColumns);
  planner.addTable(tableName, undefined, undefined, (table) => {
    table.noteNulls(root, []);
    const form = hasDistinctKeys(root) ? 'typed' : 'json';
    for (const [key, field] of inClaimOrder(filledFields(root))) {
      const accessor: Accessor = { step: form === 'typed' ? 'field' : 'pointer', of: row, key };
      table.add(field, accessor, form === 'typed' ? readTypeOf(field) : jsonType, [key]);
    }
  });
  return {
    tables: planner.tables,
    root: {
      form: hasDistinctKeys(root) ? 'typed' : 'json',
      columns: filledFields(root).map(([key, field]) => [key, readTypeOf(field)]),
    },
    widened: planner.widened,
    warnings: planner.warnings,
  };
}

/** A table with more columns than this is hardly meant. */
const manyColumns = 1000;

const jsonType: ReadType = { kind: 'JSON' };

class Planner {
  readonly tables: TablePlan[] = [];
  readonly widened: WidenedColumn[] = [];
  readonly warnings: string[] = [];
  readonly existing: ExistingColumns;
  readonly nullColumns: NullColumns;
  readonly #tableNames: ColumnNames;

  constructor(existing: ExistingColumns, nullColumns: NullColumns) {
    this.existing = existing;
    this.nullColumns = nullColumns;
    this.#tableNames = new ColumnNames(
      (name) => existing.ownerOf(name),
      (path, wanted, given) =>
        this.warnings.push(`The list at ${path.join('.')} would share table ${wanted}; it is kept in ${given}.`),
    );
  }

  addTable(
    wanted: string,
    parent: string | undefined,
    list: { readonly accessor: Accessor; readonly path: readonly string[] } | undefined,
    fill: (table: TableBuilder) => void,
  ): void {
    const name = this.#tableNames.claim(wanted, list?.path ?? []);
    const table = new TableBuilder(this, name, list?.path ?? []);
    const position = this.tables.length;
    fill(table);
    table.addNulls();
    if (table.columns.length > manyColumns) {
      this.warnings.push(
        `Table ${name} gets ${table.columns.length} columns, so data seems to be used for names in its records. To have one column of JSON instead, put the entries into one field in a step, and give that the type json.`,
      );
    }
    // Children were added while the table was filled; the parent goes before them.
    const path = list?.path ?? [];
    this.tables.splice(position, 0, { name, path, parent, list: list?.accessor, columns: table.columns });
  }
}

class TableBuilder {
  readonly #planner: Planner;
  readonly #name: string;
  readonly #path: readonly string[];
  readonly #names: ColumnNames;
  readonly #columns = new Map<
    string,
    Omit<PlannedColumn, 'name' | 'type' | 'reads'> & { type: ColumnType; reads: ValueRead[] }
  >();
  readonly #nulls: (readonly string[])[] = [];

  constructor(planner: Planner, name: string, path: readonly string[]) {
    this.#planner = planner;
    this.#name = name;
    this.#path = path;
    this.#names = new ColumnNames(
      (column) => planner.existing.ownerOf(name, column),
      (path, wanted, given) =>
        planner.warnings.push(
          `In table ${name} the field ${path.join('.')} would share column ${wanted} with another one; it is kept in ${given}.`,
        ),
    );
  }

  get columns(): readonly PlannedColumn[] {
    return [...this.#columns].map(([name, column]) => ({ name, ...column }));
  }

  /** Adds the columns and child tables of everything below one value of the row. `path` is empty for a list's element. */
  add(node: TypeNode, accessor: Accessor, type: ReadType, path: readonly string[]): void {
    if (node.mask === 0 && this.#planner.nullColumns === 'text') this.#nulls.push(path);
    const plainName = path.length === 0 ? 'value' : joinNames(path.map(normaliseName));
    const asJson = this.#existing(plainName) === 'json';
    const fieldCount = node.mask & seen.object ? filledFields(node).length : 0;
    if (!asJson && fieldCount > maxStructFields) this.#warnOfKeys(path, fieldCount);
    if (asJson || node.mask & seen.tooDeep || fieldCount > maxStructFields) {
      this.#addWhole(plainName, accessor, type, path);
      return;
    }
    if (node.mask & seenScalars) this.#addScalars(node, plainName, accessor, type, path);
    if (node.mask & seen.object) this.#addFields(node, accessor, type, path);
    if (node.mask & seen.list) this.#addList(node, accessor, type, path);
    if (node.mask & seen.wholeList) this.#addWholeList(node, accessor, type);
  }

  /** Lists in a list that are kept as JSON stand in a column `list`, as in dlt. */
  #addWholeList(node: TypeNode, accessor: Accessor, type: ReadType): void {
    const path = ['[]'];
    const name = this.#names.claim('list', path);
    const known = this.#existing(name);
    const column = known === undefined || known === 'json' ? name : this.#variantName(name, path, 'json');
    const take = node.mask === seen.wholeList ? 'all' : 'lists';
    this.#read(column, path, 'json', { accessor, from: type.kind, take });
  }

  #warnOfKeys(path: readonly string[], count: number): void {
    this.#planner.warnings.push(
      `In table ${this.#name} the object ${path.join('.')} has ${count} different keys, so data seems to be used for names there; it is kept as one column of JSON. To have its entries as rows, make a list of them in a step; to have it so without this warning, give its column the type json.`,
    );
  }

  /** Takes note of the fields of an object that never had a value. */
  noteNulls(node: TypeNode, path: readonly string[]): void {
    if (this.#planner.nullColumns === 'omit') return;
    for (const [key, { mask }] of node.fields ?? []) if (mask === 0) this.#nulls.push([...path, key]);
  }

  /** The columns of fields that never had a value; they come last, so that they take no name from one that had. */
  addNulls(): void {
    for (const path of this.#nulls) {
      const name = path.length === 0 ? 'value' : joinNames(path.map(normaliseName));
      const owner = this.#planner.existing.ownerOf(this.#name, name);
      if (this.#names.ownerOf(name) !== undefined || (owner !== undefined && owner !== pathKey(path))) continue;
      this.#names.claim(name, path);
      this.#columns.set(name, { path, owner: path, type: this.#existing(name) ?? 'text', reads: [] });
    }
  }

  #existing(column: string): ColumnType | undefined {
    return this.#planner.existing.typeOf(this.#name, column);
  }

  #addWhole(plainName: string, accessor: Accessor, type: ReadType, path: readonly string[]): void {
    const name = this.#names.claim(plainName, path);
    const known = this.#existing(name);
    const column = known === undefined || known === 'json' ? name : this.#variantName(name, path, 'json');
    this.#read(column, path, 'json', { accessor, from: type.kind, take: 'all' });
  }

  #addScalars(node: TypeNode, plainName: string, accessor: Accessor, type: ReadType, path: readonly string[]): void {
    const name = this.#names.claim(plainName, path);
    const { existing, widened } = this.#planner;
    const variantName = (word: string): string => this.#variantName(name, path, word);
    const placements = placeValues(node, { table: this.#name, name, variantName }, existing, widened);
    for (const { column, type: columnType, take, fit } of placements) {
      const isWhole = placements.length === 1 && type.kind !== 'JSON';
      const which = isWhole ? 'all' : take;
      this.#read(column, path, columnType, { accessor, from: type.kind, take: which, ...(fit && { fit }) });
    }
  }

  /** A variant column is a name like any other: a field may be called `price__v_text` itself. */
  #variantName(name: string, path: readonly string[], word: string): string {
    return this.#names.claim(`${name}__v_${word}`, [...path, `(${word})`]);
  }

  #read(column: string, path: readonly string[], type: ColumnType, read: ValueRead): void {
    const known = this.#columns.get(column);
    const owner = this.#names.ownerOf(column) ?? path;
    if (known === undefined) this.#columns.set(column, { path, owner, type, reads: [read] });
    else {
      known.reads.push(read);
      known.type = type;
    }
  }

  #addFields(node: TypeNode, accessor: Accessor, type: ReadType, path: readonly string[]): void {
    this.noteNulls(node, path);
    const fields = inClaimOrder(filledFields(node));
    if (type.kind === 'STRUCT') {
      for (const [key, field] of fields) {
        this.add(field, { step: 'field', of: accessor, key }, readTypeOf(field), [...path, key]);
      }
      return;
    }
    const onlyObjects = withMask(node, seen.object);
    if (isStruct(onlyObjects)) {
      const objects: Accessor = { step: 'objects', of: accessor, type: readTypeOf(onlyObjects) };
      for (const [key, field] of fields) {
        this.add(field, { step: 'field', of: objects, key }, readTypeOf(field), [...path, key]);
      }
      return;
    }
    for (const [key, field] of fields) {
      this.add(field, { step: 'pointer', of: accessor, key }, jsonType, [...path, key]);
    }
  }

  #addList(node: TypeNode, accessor: Accessor, type: ReadType, path: readonly string[]): void {
    const { element } = node;
    // Lists that were always empty have no elements, so there is nothing to make a table of.
    if (element === undefined) return;
    const elementType = readTypeOf(element);
    const list: Accessor =
      type.kind === 'LIST' ? accessor : { step: 'lists', of: accessor, type: { kind: 'LIST', element: elementType } };
    const suffix = path.length === 0 ? 'list' : joinNames(path.map(normaliseName));
    const fullPath = [...this.#path, ...path, '[]'];
    this.#planner.addTable(joinNames([this.#name, suffix]), this.#name, { accessor: list, path: fullPath }, (table) => {
      table.add(element, row, elementType, []);
    });
  }
}

/** The same node, looked at as if only some of its kinds had been seen. */
function withMask(node: TypeNode, mask: number): TypeNode {
  const copy = new TypeNode();
  copy.mask = mask;
  copy.fields = node.fields;
  copy.element = node.element;
  return copy;
}
