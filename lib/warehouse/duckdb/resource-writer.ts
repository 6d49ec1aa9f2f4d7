import type { SchemaKnowledge } from '../plan/schema-knowledge.ts';
import type { Catalog } from '../plan/table-tree.ts';
import type { RowChanges } from './row-changes.ts';
import type { Session } from './session.ts';

/** What putting in the rows of one resource needs. */
export interface ResourceWriter {
  /** For reading and for temporary tables; stored rows are changed by `rows` alone. */
  readonly session: Session;
  readonly rows: RowChanges;
  readonly dataset: string;
  readonly loadId: string;
  /** ISO instant at which the package was made. */
  readonly createdAt: string;
  /** Absolute path of the package. */
  readonly folder: string;
  /** After the changes of this load. */
  readonly catalog: Catalog;
  readonly knowledge: SchemaKnowledge;
  /** Makes the names of temporary tables unique within the load. */
  readonly number: number;
}
