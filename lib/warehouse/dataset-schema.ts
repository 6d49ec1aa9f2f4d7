import type { StoredSchema } from '../schema/stored-schema.ts';
import type { PipelineState } from './pipeline-state.ts';
import type { StoredSchemaChange } from './schema-change.ts';

/** What a dataset has of the shape of one source. */
export interface DatasetSchema {
  readonly state: PipelineState;
  /** The newest version of each schema that the source loads with. */
  readonly schemas: readonly StoredSchema[];
  /** Tables of these schemas that are there, with the warehouse's own words for the types of their columns. */
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Oldest first. */
  readonly changes: readonly StoredSchemaChange[];
}
