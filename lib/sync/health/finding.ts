import type { JsonValue } from '../../spec/json-value.ts';
import type { KeyPath } from '../../spec/key-path.ts';

/** What a test can find in what an API answered. */
export type FindingKind =
  /** Exactly as many records as a page usually holds, and nothing says that they are all. */
  | 'round-row-count'
  /** A page came twice: the parameter that asks for pages seems to be ignored. */
  | 'page-repeated'
  /** The place of the next page does not change. */
  | 'cursor-stuck'
  /** The response names another number of records than came. */
  | 'total-differs'
  /** The path to the records leads to one object that holds a list. */
  | 'records-path-object'
  /** Fields that never had a value. */
  | 'field-always-null'
  /** Several records have one primary key. */
  | 'key-repeated'
  /** The primary key is no field of the records. */
  | 'key-missing'
  /** A field could be the primary key, and none is told. */
  | 'key-possible'
  /** A text column in which every value is a number. */
  | 'text-holds-numbers'
  /** A text column in which every value is a date. */
  | 'text-holds-dates'
  /** Values that may be about people: e-mail addresses, phone numbers, bank accounts. */
  | 'personal-data';

/** One thing that is worth a look. */
export interface Finding {
  readonly kind: FindingKind;
  /** `warning`: rows may be missing, doubled or wrong. `info`: it may be as it should. */
  readonly severity: 'warning' | 'info';
  /** One sentence for a person. */
  readonly message: string;
  /** The next step, where no `fix` says it. */
  readonly hint?: string;
  readonly evidence: FindingEvidence;
  /** Absent where nobody can know what is right. */
  readonly fix?: FindingFix;
}

export interface FindingEvidence {
  readonly resource: string;
  /** Number of the exchange in which it shows. */
  readonly exchange?: number;
  readonly table?: string;
  /** Column of the table, or path in the record. */
  readonly field?: string;
  /** Records, rows or values that it is about. */
  readonly count?: number;
}

/** An edit of the source in sources.yml. */
export interface FindingFix {
  /** Place within the source: `['rest_api', 'resources', 0, 'primary_key']`. */
  readonly path: KeyPath;
  readonly value: JsonValue;
}

/** Fields that are a record's own, where all records have different values in them. */
export const keyNames: readonly string[] = ['id', 'uuid', 'guid', '_id'];
