import { DangoError } from '../../errors/dango-error.ts';
import type { PackageResource } from '../../loads/manifest.ts';
import { normaliseName } from '../../schema/identifier.ts';
import type { PlannedColumn, ResourcePlan } from '../../schema/table-plan.ts';
import type { MergeStrategy } from '../../spec/merge-options.ts';

/** How the rows of a resource are merged; columns are those of the root table. */
export interface MergePlan {
  readonly strategy: MergeStrategy;
  readonly mergeKeyColumns: readonly string[];
  /** Whether each key may be thought to come once. */
  readonly isDeduplicated: boolean;
  /** Decides which of several new rows with one key counts. Undefined: the order in which they came. */
  readonly sort: { readonly column: string; readonly order: 'asc' | 'desc' } | undefined;
  /** True there (for a boolean), or any value, says that the row is gone. Undefined: no row is. */
  readonly tombstone: { readonly column: string; readonly isFlag: boolean } | undefined;
  /** Undefined for all strategies but `scd2`. */
  readonly versions: VersionPlan | undefined;
}

export interface VersionPlan {
  readonly from: string;
  readonly to: string;
  /** ISO instant; undefined: null. */
  readonly activeUntil: string | undefined;
  /** ISO instant; undefined: that of the package. */
  readonly boundary: string | undefined;
  /** Column that tells versions apart; undefined: all of them. */
  readonly version: string | undefined;
}

/** dlt's names for the time in which a version counted. */
const usualNames = ['_dlt_valid_from', '_dlt_valid_to'] as const;

/**
 * @param mergeKeyColumns of the records; empty where there are none.
 * @returns a DangoError `rows-refused` where records have fields that the strategy keeps for itself.
 */
export function planMerge(
  resource: PackageResource,
  { tables: [root] }: ResourcePlan,
  mergeKeyColumns: readonly string[],
): MergePlan | DangoError {
  const { merge, column_roles: roles = {} } = resource;
  const columns = root?.columns ?? [];
  const withRole = (has: (role: (typeof roles)[string]) => boolean): PlannedColumn | undefined =>
    columns.find(({ name }) => Object.hasOwn(roles, name) && has(roles[name] ?? {}));
  const sorted = withRole((role) => role.dedup_sort !== undefined);
  const flag = withRole((role) => role.hard_delete === true);
  const versions = planVersions(resource, columns);
  if (DangoError.is(versions)) return versions;
  return {
    strategy: merge?.strategy ?? 'delete-insert',
    mergeKeyColumns,
    isDeduplicated: merge?.deduplicated === true,
    sort: sorted === undefined ? undefined : { column: sorted.name, order: roles[sorted.name]?.dedup_sort ?? 'asc' },
    tombstone: flag === undefined ? undefined : { column: flag.name, isFlag: flag.type === 'bool' },
    versions,
  };
}

function planVersions(
  { name, table, rows, merge }: PackageResource,
  columns: readonly PlannedColumn[],
): VersionPlan | DangoError | undefined {
  if (merge?.strategy !== 'scd2') return undefined;
  const [from, to] = (merge.validity_column_names ?? usualNames).map(normaliseName);
  if (from === undefined || to === undefined) return undefined;
  const taken = columns.find((column) => column.name === from || column.name === to);
  if (taken !== undefined) {
    return new DangoError(
      `Resource ${name} has a field ${taken.path.join('.')}, whose column ${taken.name} scd2 keeps for the time.`,
      {
        code: 'rows-refused',
        hint: `Give ${name} other validity_column_names.`,
        context: { resource: name, table },
      },
    );
  }
  const { row_version_column_name: given } = merge;
  const version = given === undefined || given === '_dlt_id' ? undefined : normaliseName(given);
  if (version !== undefined && rows > 0 && columns.every((column) => column.name !== version)) {
    return new DangoError(`Versions of ${name} are told apart by ${given}, but no record has that field.`, {
      code: 'rows-refused',
      hint: `Correct row_version_column_name of ${name}, or leave it out.`,
      context: { resource: name, table },
    });
  }
  return {
    from,
    to,
    activeUntil: merge.active_record_timestamp,
    boundary: merge.boundary_timestamp,
    version,
  };
}
