import { DangoError } from '../../errors/dango-error.ts';
import { systemOwner } from '../../spec/system-table.ts';

/** Which resource of a source fills which root table: two in one, or one of dlt's or Dango's own, would mix rows. */
export class TableClaims {
  readonly #source: string;
  readonly #owners = new Map<string, string>();

  constructor(source: string) {
    this.#source = source;
  }

  /**
   * @param table as the naming convention makes it.
   * @throws DangoError `config-invalid` where the table is another resource's, dlt's or Dango's.
   */
  claim(table: string, resource: string): void {
    const owner = this.#owners.get(table);
    if (owner === resource) return;
    const keeper = systemOwner(table);
    if (owner !== undefined || keeper !== undefined) {
      const problem =
        owner === undefined ? `is kept for ${keeper}'s own tables` : `is the table of resource "${owner}" already`;
      throw new DangoError(`Resource "${resource}" of ${this.#source} would write table ${table}, which ${problem}.`, {
        code: 'config-invalid',
        hint: 'Give the resource another name, or another table_name.',
        context: { source: this.#source, resource, table },
      });
    }
    this.#owners.set(table, resource);
  }
}
