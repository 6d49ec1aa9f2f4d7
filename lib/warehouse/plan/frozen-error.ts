import { DangoError } from '../../errors/dango-error.ts';
import type { PackageResource } from '../../loads/manifest.ts';
import type { ContractBreach } from './apply-contract.ts';
import { describeBreach } from './describe-breach.ts';

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
  return new DangoError(
    `${resource.name} was not loaded: ${describeBreach(breach)}, and its ${things} are frozen.${found}`,
    {
      code: 'rows-refused',
      hint: hintFor(resource, breach),
      context: {
        resource: resource.name,
        table,
        ...(column === undefined ? {} : { column: column.name }),
        ...(origin === undefined ? {} : { row: origin.row }),
      },
    },
  );
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
