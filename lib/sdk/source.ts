import type { Resource } from './resource.ts';

/** An API made ready to be read: its resources, with every parameter filled in. */
export interface Source {
  /** In snake_case; names the schema in dlt's system tables and the section of the saved state. */
  readonly name: string;
  readonly resources: readonly Resource[];
}
