import type { ResourceLoad } from '../plan/load-plan.ts';
import type { MergePlan, VersionPlan } from '../plan/merge-plan.ts';
import { childTables } from '../plan/table-tree.ts';
import { countedRecordsSql, createMergeBatch, type MergeBatch } from './merge-batch.ts';
import { asideSourceSql } from './record-source.ts';
import type { ResourceWriter } from './resource-writer.ts';
import { createContents, type ComparedTable } from './row-content.ts';
import { rootIdsIn, tableSelects } from './select-sql.ts';
import { qualify, quoteName, quoteText } from './sql-text.ts';

/** Writes down what the rows of a family say. @param side makes the name of the temporary table, which is returned. */
type ContentsOf = (side: string, relations: ReadonlyMap<string, string>) => Promise<string>;

/**
 * Ends the versions that do not come any more, and adds those that are new. Versions are compared by what they say, typed as
 * the tables hold it and with the rows of their lists, not by their ids: so tables that another tool has filled go on.
 * Returns the new rows by table.
 */
export async function writeVersions(
  load: ResourceLoad,
  merge: MergePlan,
  writer: ResourceWriter,
  source: string,
): Promise<ReadonlyMap<string, number>> {
  const { versions } = merge;
  if (versions === undefined) return new Map();
  const batch = await createMergeBatch(load, merge, writer, source);
  // A contract may have kept every record out: then nothing came, which ends no row.
  const came = await writer.session.rows(`SELECT 1 FROM ${batch.name} LIMIT 1`);
  if (came.length === 0) return new Map();
  const stages = await stageRecords(load, merge, writer, { batch, source });
  const { number, dataset, session, rows, createdAt, catalog } = writer;
  const root = load.resource.table;
  const compared = comparedTables(load, writer);
  const active = activeRows(versions, batch);
  const stored = new Map<string, string>();
  for (const { name, parent } of compared) {
    if (!catalog.has(name)) continue;
    const table = qualify(session.catalog, dataset, name);
    const above = parent === undefined ? undefined : stored.get(parent);
    const which = above === undefined ? active : `t._dlt_parent_id IN (SELECT _dlt_id FROM ${above})`;
    stored.set(name, `(SELECT t.* FROM ${table} t WHERE ${which})`);
  }
  const contentsOf: ContentsOf = async (side, relations) =>
    versions.version === undefined
      ? await createContents(session, {
          prefix: `_dango_${side}_${number}`,
          tables: compared,
          relationOf: (table) => relations.get(table),
          catalog,
          ignored: [versions.from, versions.to],
        })
      : await createVersionNames(writer, side, versions.version, relations.get(root));
  const before = await contentsOf('before', stored);
  const now = await contentsOf('now', stages);
  const boundary = instantSql(versions.boundary ?? createdAt);
  const vanished = `t._dlt_id IN (SELECT id FROM ${before} WHERE content NOT IN (SELECT content FROM ${now}))`;
  const aside = await versionsAside(load, merge, writer, { before, contentsOf });
  const which = [active, vanished, ...(aside === undefined ? [] : [`NOT ${aside}`])].join(' AND ');
  await rows.update(root, { column: versions.to, value: boundary, which });
  const counts = new Map<string, number>();
  const added = new Map<string, string>();
  for (const { name, parent } of compared) {
    const stage = stages.get(name);
    if (stage === undefined) continue;
    const above = parent === undefined ? undefined : added.get(parent);
    const which =
      above === undefined
        ? `_dlt_id IN (SELECT id FROM ${now} WHERE content NOT IN (SELECT content FROM ${before}))`
        : `_dlt_parent_id IN (SELECT _dlt_id FROM ${above})`;
    added.set(name, `(SELECT * FROM ${stage} WHERE ${which})`);
    const until = versions.activeUntil === undefined ? 'NULL' : instantSql(versions.activeUntil);
    const times =
      above === undefined
        ? ` REPLACE (${boundary} AS ${quoteName(versions.from)}, ${until} AS ${quoteName(versions.to)})`
        : '';
    counts.set(name, await rows.insert(name, `SELECT *${times} FROM ${stage} WHERE ${which}`));
  }
  return counts;
}

/**
 * Whether a row `t` has a record that came and that the contract keeps out: it did not vanish, so its version goes on. Told
 * by the primary key, else by all that the table holds of it. Undefined where nothing is kept out.
 */
async function versionsAside(
  load: ResourceLoad,
  merge: MergePlan,
  writer: ResourceWriter,
  { before, contentsOf }: { readonly before: string; readonly contentsOf: ContentsOf },
): Promise<string | undefined> {
  const source = asideSourceSql(load.plan, load.resource, writer.folder);
  if (source === undefined) return undefined;
  const batch = await createMergeBatch(load, merge, writer, source, 'aside');
  if (batch.samePrimaryKey !== undefined) {
    const isLiving = merge.tombstone === undefined ? '' : ' AND NOT b._gone';
    return `EXISTS (SELECT 1 FROM ${batch.name} b WHERE ${batch.samePrimaryKey}${isLiving})`;
  }
  const stages = await stageRecords(load, merge, writer, { batch, source, label: 'kept_version' });
  const aside = await contentsOf('kept', stages);
  return `(t._dlt_id IN (SELECT id FROM ${before} WHERE content IN (SELECT content FROM ${aside})))`;
}

/** The records as rows of their tables, in temporary tables with the same types. */
async function stageRecords(
  load: ResourceLoad,
  merge: MergePlan,
  { session, dataset, loadId, number, catalog }: ResourceWriter,
  {
    batch,
    source,
    label = 'version',
  }: { readonly batch: MergeBatch; readonly source: string; readonly label?: string },
): Promise<ReadonlyMap<string, string>> {
  // Every record is a version of its own, so that none is dropped for its key.
  const where = `WHERE _dlt_id IN (${countedRecordsSql({ ...load, keyColumns: [] }, merge, batch)})`;
  const stages = new Map<string, string>();
  for (const { table, sql } of tableSelects(load.plan, { loadId, source, where, hasRootIds: rootIdsIn(catalog) })) {
    const stage = `_dango_${label}_${number}_${stages.size}`;
    await session.run(
      `CREATE TEMP TABLE ${stage} AS SELECT * FROM ${qualify(session.catalog, dataset, table)} LIMIT 0`,
    );
    await session.run(`INSERT INTO ${stage} BY NAME ${sql}`);
    stages.set(table, stage);
  }
  return stages;
}

/** All tables of the family, also those that only one side has rows for. */
function comparedTables({ plan, resource }: ResourceLoad, { catalog, knowledge }: ResourceWriter): ComparedTable[] {
  const planned = plan.tables.map(({ name, parent }) => ({ name, parent }));
  const names = new Set(planned.map(({ name }) => name));
  return [...planned, ...childTables(catalog, knowledge, resource.table).filter(({ name }) => !names.has(name))];
}

/** Whether a row `t` counts now. With a merge key only rows of its values can end. */
function activeRows({ to, activeUntil }: VersionPlan, { name, sameMergeKey }: MergeBatch): string {
  const end = `t.${quoteName(to)}`;
  const isActive =
    activeUntil === undefined ? `${end} IS NULL` : `(${end} IS NULL OR ${end} = ${instantSql(activeUntil)})`;
  return sameMergeKey === undefined
    ? isActive
    : `${isActive} AND EXISTS (SELECT 1 FROM ${name} b WHERE ${sameMergeKey})`;
}

/** The versions of the root's rows by a column that the records bring. */
async function createVersionNames(
  { session, number }: ResourceWriter,
  side: string,
  column: string,
  relation: string | undefined,
): Promise<string> {
  const name = `_dango_${side}_${number}`;
  const version = `coalesce(CAST(${quoteName(column)} AS VARCHAR), '')`;
  await session.run(`CREATE TEMP TABLE ${name} AS SELECT _dlt_id AS id, ${version} AS content FROM ${relation}`);
  return name;
}

function instantSql(text: string): string {
  return `CAST(${quoteText(text)} AS TIMESTAMPTZ)`;
}
