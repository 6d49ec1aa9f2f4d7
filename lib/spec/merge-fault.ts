import { parseInstant } from '../util/parse-instant.ts';
import type { ColumnHints } from './column-hint.ts';
import type { MergeOptions } from './merge-options.ts';

/** What a resource says about its merges. */
export interface MergeFacts {
  /** Undefined: `delete-insert` with nothing else. */
  readonly merge: MergeOptions | undefined;
  readonly primaryKey: readonly string[];
  readonly mergeKey: readonly string[];
  readonly columns: ColumnHints | undefined;
  /** Whether a sync reads only what is new. */
  readonly readsChanges: boolean;
}

/** Something that cannot be done, or that would lose rows. */
export interface MergeFault {
  /** The option that is wrong: that of the resource, or of its write disposition. */
  readonly option: 'merge' | 'mergeKey' | 'columns' | keyof MergeOptions;
  /** What stands behind the resource's name. */
  readonly problem: string;
  readonly hint: string;
}

/** The first thing that is wrong with a merge; undefined where it can be done. */
export function mergeFault(facts: MergeFacts): MergeFault | undefined {
  const { merge, primaryKey, mergeKey, readsChanges } = facts;
  const strategy = merge?.strategy ?? 'delete-insert';
  if (strategy === 'delete-insert' && primaryKey.length === 0 && mergeKey.length === 0) {
    return {
      option: 'merge',
      problem: 'merges but has no primary key',
      hint: 'Add primary key with the field that identifies a record, such as id.',
    };
  }
  if (strategy === 'upsert' || strategy === 'insert-only') {
    if (primaryKey.length === 0) {
      return {
        option: 'merge',
        problem: `merges by ${strategy} but has no primary key`,
        hint: 'Add primary key with the field that identifies a record, such as id.',
      };
    }
    if (mergeKey.length > 0) {
      return {
        option: 'mergeKey',
        problem: `merges by ${strategy}, which goes by the primary key alone`,
        hint: 'Remove merge key, or take the strategy delete-insert.',
      };
    }
  }
  if (strategy === 'scd2' && mergeKey.length === 0 && readsChanges) {
    return {
      option: 'merge',
      problem: 'keeps versions (scd2) but reads only what is new, so that all other rows would end',
      hint: 'Add merge key with the field that identifies a record, such as id; or read everything, without a cursor.',
    };
  }
  return optionFault(strategy, merge) ?? columnFault(facts.columns);
}

const optionsOf: Readonly<Record<MergeOptions['strategy'], readonly (keyof MergeOptions)[]>> = {
  'delete-insert': ['deduplicated'],
  upsert: [],
  'insert-only': [],
  scd2: ['validityColumnNames', 'activeRecordTimestamp', 'boundaryTimestamp', 'rowVersionColumnName'],
};

function optionFault(strategy: MergeOptions['strategy'], merge: MergeOptions | undefined): MergeFault | undefined {
  if (merge === undefined) return undefined;
  const { strategy: _, ...options } = merge;
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const strange = given.find(([option]) => optionsOf[strategy].every((known) => known !== option))?.[0];
  if (strange !== undefined) {
    const option = Object.values(optionsOf)
      .flat()
      .find((known) => known === strange);
    return {
      option: option ?? 'strategy',
      problem: `merges by ${strategy}, which knows nothing of ${strange}`,
      hint: 'Remove it, or take the strategy that it belongs to.',
    };
  }
  for (const option of ['activeRecordTimestamp', 'boundaryTimestamp'] as const) {
    const text = merge[option];
    if (text === undefined || (parseInstant(text)?.precision ?? 'month') !== 'month') continue;
    return {
      option,
      problem: `has a time that is none: ${JSON.stringify(text)}`,
      hint: 'Write an ISO date or instant, such as 9999-12-31 or 2024-01-31T12:00:00Z.',
    };
  }
  const [from, to] = merge.validityColumnNames ?? ['', ' '];
  return from.toLowerCase() === to.toLowerCase()
    ? {
        option: 'validityColumnNames',
        problem: `needs two columns for the time, not ${from} twice`,
        hint: 'Give them different names.',
      }
    : undefined;
}

function columnFault(columns: ColumnHints = {}): MergeFault | undefined {
  const gone = Object.keys(columns).filter((field) => columns[field]?.hardDelete === true);
  const sorted = Object.keys(columns).filter((field) => columns[field]?.dedupSort !== undefined);
  const [flag, second] = gone.length > 1 ? ['hard delete', gone[1]] : ['dedup sort', sorted[1]];
  if (second === undefined) return undefined;
  return {
    option: 'columns',
    problem: `has two columns with ${flag}: ${(gone.length > 1 ? gone : sorted).join(', ')}`,
    hint: 'Keep one of them.',
  };
}
