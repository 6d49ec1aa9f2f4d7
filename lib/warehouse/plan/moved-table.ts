import { DangoError } from '../../errors/dango-error.ts';
import type { PackageResource } from '../../loads/manifest.ts';
import type { ResourcePlan } from '../../schema/table-plan.ts';
import type { SchemaKnowledge } from './schema-knowledge.ts';
import type { Catalog } from './table-tree.ts';

/**
 * A table that was the child of another one cannot take rows of its own, nor the other way round: the rows that are
 * there would be neither.
 * @returns a DangoError `rows-refused`; undefined where no table is moved.
 */
export function findMovedTable(
  { name: resource, table: root, is_list: isList, rows }: PackageResource,
  plan: ResourcePlan,
  { catalog, parentOf }: Pick<SchemaKnowledge, 'parentOf'> & { readonly catalog: Catalog },
): DangoError | undefined {
  if (rows === 0) return undefined;
  const own = isList === true ? [{ name: root, parent: undefined }] : [];
  const moved = [...own, ...plan.tables.filter(({ parent }) => parent !== undefined)];
  for (const { name: table, parent } of moved) {
    const columns = catalog.get(table);
    if (columns === undefined) continue;
    const before = parentOf(table);
    const isMoved =
      parent === undefined
        ? before !== undefined && columns.has('_dlt_parent_id')
        : before === undefined && columns.has('_dlt_load_id');
    if (!isMoved) continue;
    const was = before === undefined ? 'a table of its own' : `a child table of ${before}`;
    return new DangoError(
      `Table ${table} was ${was} until now, and is ${parent === undefined ? 'one of its own' : `a child table of ${parent}`} now; its rows cannot be both.`,
      {
        code: 'rows-refused',
        hint: `Run "dango sync" with --full-refresh --resource ${resource} to make the tables of ${resource} anew.`,
        context: { resource, table },
      },
    );
  }
  return undefined;
}
