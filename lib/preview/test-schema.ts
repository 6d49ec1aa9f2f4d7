import type { ErrorRecord } from '../errors/dango-error.ts';
import { toErrorRecord } from '../errors/error-record.ts';
import { findProjectRoot } from '../project/find-project-root.ts';
import { loadProject } from '../project/load-project.ts';
import { projectDestination } from '../sync/project-destination.ts';
import type { ReadHost } from '../sync/project-gate.ts';
import type { PlannedLoad } from '../warehouse/destination.ts';
import type { NewColumn, ResourceLoad } from '../warehouse/plan/load-plan.ts';
import { schemaChanges } from '../warehouse/plan/schema-changes.ts';
import type { SchemaChange } from '../warehouse/schema-change.ts';
import { findKeptTables, readKeptManifest } from './kept-tables.ts';

/** The tables that a sync would fill with what a test has read, and what it would change for that in the warehouse. */
export interface TestSchema {
  readonly dataset: string;
  /** Root tables before their child tables. */
  readonly tables: readonly TestTable[];
  /** Of tables, of columns, and what contracts would keep out. Empty: nothing. */
  readonly changes: readonly SchemaChange[];
  /** Resources that a sync would refuse to load, and why. */
  readonly refused: readonly { readonly resource: string; readonly error: ErrorRecord }[];
}

export interface TestTable {
  readonly name: string;
  readonly parent?: string;
  readonly resource: string;
  /** `discard`: the contract does not let the table in. */
  readonly disposition: ResourceLoad['disposition'];
  readonly isNew: boolean;
  /** Without those that a sync adds itself. */
  readonly columns: readonly TestColumn[];
}

export interface TestColumn {
  readonly name: string;
  /** dlt's word: `timestamp`. */
  readonly type: string;
  /** `primary key`, `merge key`, `always has a value`. */
  readonly hints: readonly string[];
  /**
   * What a sync would do to the column: `variant` makes one for values that do not fit the type of another, `kept out` lets
   * a contract not make it. Absent: it is there, or comes with its new table.
   */
  readonly change?: 'new' | 'variant' | 'widened' | 'kept out';
  /** Of one that is widened. */
  readonly previousType?: string;
}

/**
 * Plans a load of what a test has read, as a dry run does: against the schema that the warehouse has now. Writes nothing.
 * @param test what `preview-finished` told.
 * @throws DangoError `name-unknown` for a test that is not kept any more; `warehouse-locked`; the signal's reason.
 */
export async function describeTestSchema(projectRoot: string, test: string, host: ReadHost = {}): Promise<TestSchema> {
  const root = findProjectRoot(projectRoot);
  const folder = findKeptTables(root, test);
  const kept = readKeptManifest(folder);
  // A test makes its tables anew; a sync finds those that are there.
  const manifest = { ...kept, resources: kept.resources.map((one) => ({ ...one, is_full_refresh: false })) };
  const { signal, waitMs } = host;
  const destination = projectDestination(loadProject(root), {
    ...(signal === undefined ? {} : { signal }),
    ...(waitMs === undefined ? {} : { waitMs }),
  });
  return toSchema(manifest.dataset, await destination.planLoad(manifest, folder));
}

function toSchema(dataset: string, { plan, discarded }: PlannedLoad): TestSchema {
  const loads = [...plan.resources, ...plan.frozen.map(({ load }) => load)];
  const changes = schemaChanges(plan, discarded);
  return {
    dataset,
    tables: loads.flatMap((load) => describeTables(load, plan.changes)),
    changes,
    refused: [...plan.refused].map(([resource, error]) => ({ resource, error: toErrorRecord(error) })),
  };
}

function describeTables(load: ResourceLoad, changes: PlannedLoad['plan']['changes']): readonly TestTable[] {
  const { resource, plan, leftOut, disposition, breaches, keyColumns, requiredColumns } = load;
  return [...plan.tables, ...leftOut].map((table): TestTable => {
    const own = changes.filter((change) => change.table === table.name);
    const added = new Map(
      own.flatMap((change): [string, NewColumn][] =>
        change.change === 'add column' ? [[change.column.name, change.column]] : [],
      ),
    );
    const widened = new Map(
      own.flatMap((change): [string, string][] =>
        change.change === 'widen column' ? [[change.column, change.from]] : [],
      ),
    );
    const isRoot = table.parent === undefined;
    const keptOut = breaches.flatMap((breach) =>
      breach.table === table.name && breach.column !== undefined ? [breach.column] : [],
    );
    return {
      name: table.name,
      ...(table.parent === undefined ? {} : { parent: table.parent }),
      resource: resource.name,
      disposition: leftOut.includes(table) ? 'discard' : disposition,
      isNew: own.some(({ change }) => change === 'create table'),
      columns: [
        ...table.columns.map(({ name, type, path, owner }): TestColumn => {
          const previousType = widened.get(name);
          const isVariant = path.join('\0') !== owner.join('\0');
          const change =
            previousType !== undefined ? 'widened' : !added.has(name) ? undefined : isVariant ? 'variant' : 'new';
          return {
            name,
            type,
            hints: isRoot ? hintsOf(name, keyColumns, requiredColumns) : [],
            ...(change === undefined ? {} : { change }),
            ...(previousType === undefined ? {} : { previousType }),
          };
        }),
        ...keptOut.map(({ name, type }): TestColumn => ({ name, type, hints: [], change: 'kept out' })),
      ],
    };
  });
}

function hintsOf(
  name: string,
  keyColumns: readonly string[],
  requiredColumns: ResourceLoad['requiredColumns'],
): readonly string[] {
  const roles = requiredColumns.flatMap(({ column, role }): string[] =>
    column === name ? [role === 'column' ? 'always has a value' : role] : [],
  );
  return [...new Set([...(keyColumns.includes(name) ? ['primary key'] : []), ...roles])];
}
