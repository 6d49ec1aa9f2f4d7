import { firstExchange } from '../../schema/first-seen.ts';
import type { PlannedColumn, TablePlan } from '../../schema/table-plan.ts';
import type { TypeNode } from '../../schema/type-node.ts';
import { typeTreeFromJson } from '../../schema/type-tree-json.ts';
import type { DiscardedValues } from '../destination.ts';
import type { SchemaChange } from '../schema-change.ts';
import type { ContractBreach } from './apply-contract.ts';
import { kindsOfColumn, kindsThatWiden } from './kinds-of-column.ts';
import type { LoadPlan, ResourceLoad, TableChange } from './load-plan.ts';
import { nodeAt } from './node-at.ts';

const anyKind = ~0;

/** What a load changes of the shape of its dataset, and what contracts kept out of it, each with the exchange that showed it. */
export function schemaChanges(
  { changes, resources }: Pick<LoadPlan, 'changes' | 'resources'>,
  discarded: readonly DiscardedValues[],
): readonly SchemaChange[] {
  const origins = new Map(
    resources.flatMap((load) => {
      const types = lazily(() => typeTreeFromJson(load.resource.types));
      return [...load.plan.tables, ...load.leftOut].map((table) => [table.name, { load, table, types }] as const);
    }),
  );
  const kept = resources.flatMap((load) => load.breaches.map((breach) => ({ load, breach })));
  return [
    ...changes.map((change) => describeChange(change, origins.get(change.table))),
    ...discarded.flatMap((one) => describeKeptOut(one, kept, origins.get(one.table))),
  ];
}

interface Origin {
  readonly load: ResourceLoad;
  readonly table: TablePlan;
  readonly types: () => TypeNode;
}

function describeChange(change: TableChange, origin: Origin | undefined): SchemaChange {
  const { table } = change;
  const resource = origin?.load.resource.name;
  const column = (name: string): PlannedColumn | undefined => origin?.table.columns.find((one) => one.name === name);
  switch (change.change) {
    case 'drop table':
      return { change: change.change, table, resource };
    case 'create table': {
      const columns = change.columns
        .filter(({ name }) => !name.startsWith('_dlt_'))
        .map(({ name, type }) => {
          const exchange = exchangeOf(origin, column(name));
          return { name, data_type: type, ...(exchange === undefined ? {} : { exchange }) };
        });
      return { change: change.change, table, resource, exchange: exchangeOf(origin), columns };
    }
    case 'add column': {
      const { name, type } = change.column;
      const planned = column(name);
      const exchange = planned && exchangeOf(origin, planned);
      return { change: change.change, table, column: name, dataType: type, resource, exchange };
    }
    case 'widen column': {
      const { column: name, from, to } = change;
      const exchange = exchangeOf(origin, column(name), kindsThatWiden(to));
      return { change: change.change, table, column: name, previousType: from, dataType: to, resource, exchange };
    }
  }
}

/** A row that stays out for several columns counts under each of them. */
function describeKeptOut(
  { resource, table, column, entity, count, isQuarantined, reasons = [{ entity, count }] }: DiscardedValues,
  kept: readonly { readonly load: ResourceLoad; readonly breach: ContractBreach }[],
  origin: Origin | undefined,
): readonly SchemaChange[] {
  const told = column === undefined ? reasons : [{ entity, column, count }];
  return told.flatMap((reason): SchemaChange[] => {
    const found = kept.find(
      ({ load, breach }) =>
        load.resource.name === resource &&
        breach.table === table &&
        breach.entity === reason.entity &&
        (breach.mode === 'quarantine') === (isQuarantined === true) &&
        breach.column?.name === reason.column,
    );
    if (found === undefined) return [];
    const { breach } = found;
    const amount = column === undefined ? { rows: reason.count } : { values: reason.count };
    return [
      {
        change: 'contract',
        table,
        column: breach.column?.name,
        dataType: breach.column?.type,
        resource,
        exchange: exchangeOf(origin, breach.column),
        contract: { mode: breach.mode, entity: reason.entity, ...amount },
      },
    ];
  });
}

/** The exchange that brought the first value of a column, or the first row of a table. */
function exchangeOf(origin: Origin | undefined, column?: PlannedColumn, kinds?: number): number | undefined {
  if (origin === undefined) return undefined;
  const node = nodeAt(origin.types(), [...origin.table.path, ...(column?.path ?? [])]);
  const wanted = kinds ?? (column === undefined ? anyKind : kindsOfColumn(column));
  return firstExchange(node?.since, wanted) ?? firstExchange(node?.since, anyKind);
}

function lazily<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}
