import { DangoError } from '../../errors/dango-error.ts';
import type { PackageResource } from '../../loads/manifest.ts';
import type { ContractBreach } from './apply-contract.ts';

/** Where a breach was seen first. */
export interface BreachOrigin {
  /** Records, or elements of a list, that have it. */
  readonly total: number;
  /** Id of the first row. */
  readonly row: string;
  /** Where a person finds its record. */
  readonly place: string;
  /** The value there, masked; undefined where it is not to be quoted. */
  readonly value: string | undefined;
}

/** Longest part of a value that is quoted. */
const longestQuote = 60;

/** Why a resource with a frozen contract was refused. */
export function frozenError(resource: PackageResource, breach: ContractBreach, origin?: BreachOrigin): DangoError {
  const { table, column, entity } = breach;
  const things = { tables: 'tables', columns: 'columns', data_type: 'data types' }[entity];
  const found =
    origin === undefined
      ? ''
      : ` It comes with ${origin.total === 1 ? '1 row' : `${origin.total} rows`}, first with ${origin.place}${quote(origin.value)}.`;
  return new DangoError(`${resource.name} was not loaded: ${describe(breach)}, and its ${things} are frozen.${found}`, {
    code: 'rows-refused',
    hint: hintFor(resource, breach),
    context: {
      resource: resource.name,
      table,
      ...(column === undefined ? {} : { column: column.name }),
      ...(origin === undefined ? {} : { row: origin.row }),
    },
  });
}

function describe({ table, column, entity }: ContractBreach): string {
  if (column === undefined) return `it would make table ${table}`;
  const field = column.path.length === 0 ? 'value' : column.path.join('.');
  if (entity === 'columns') return `field ${field} would make column ${column.name} of table ${table}`;
  return `field ${field} has values that do not fit its column and would make column ${column.name} (${column.type}) of table ${table}`;
}

function hintFor({ name, table: root }: PackageResource, { table, entity }: ContractBreach): string {
  const word = entity === 'data_type' ? 'data_type' : entity;
  const anew =
    entity === 'columns' || table === root
      ? `, or run "dango sync" with --full-refresh --resource ${name} to make its tables anew`
      : '';
  return `Set ${word} of schema_contract to evolve (or discard_value) for a sync${anew}.`;
}

function quote(value: string | undefined): string {
  if (value === undefined) return '';
  return `: ${value.length > longestQuote ? `${value.slice(0, longestQuote)}…` : value}`;
}
