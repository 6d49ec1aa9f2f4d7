import { DangoError } from '../../errors/dango-error.ts';
import { contractModes } from '../../spec/schema-contract.ts';
import { mergeStrategies } from '../../spec/merge-options.ts';
import { systemOwner } from '../../spec/system-table.ts';
import { hintTypes } from '../../spec/hint-type.ts';
import { findTypeHintFault, type TypeHint } from '../../spec/type-hint.ts';
import { parseInstant } from '../../util/parse-instant.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { stringifyExact } from '../../util/exact-json.ts';
import { resourcesKey } from '../extract/shared-state.ts';
import { cursorKey, mostStateBytes } from '../extract/state-keeper.ts';
import { allContents, type ExtractedResource, type ExtractOptions } from '../extract/extracted-resource.ts';

const channelHint = 'Do not write to file descriptor 3 in a module.';
const counts = ['requests', 'pages', 'bytes', 'rows', 'durationMs'];
const stoppingLimits: ReadonlySet<unknown> = new Set([undefined, 'records', 'pages', 'parents', 'recording']);
const flags: ReadonlySet<unknown> = new Set([undefined, true]);
const dispositions: ReadonlySet<unknown> = new Set(['append', 'replace', 'merge']);

/**
 * What a guest says that it extracted, proved to be what an extraction can give: user code may have said it, and it
 * becomes names of tables and files.
 * @throws DangoError `module-failed` naming the resource and what is wrong with it.
 */
export function checkExtracted(
  resources: unknown,
  { isFullRefresh, window }: Pick<ExtractOptions, 'isFullRefresh' | 'window'>,
): readonly ExtractedResource[] {
  if (!Array.isArray(resources)) throw impossible(undefined, `its list of resources is ${show(resources)}`);
  const tables = new Map<string, string>();
  const names = new Set<string>();
  for (const resource of resources as readonly unknown[]) {
    if (!isPlainObject(resource)) throw impossible(undefined, `a resource is ${show(resource)}`);
    const { name } = resource;
    if (typeof name !== 'string') throw impossible(undefined, `the name of a resource is ${show(name)}`);
    const fault = faultOf(name, resource, isFullRefresh) ?? faultOfRange(resource['contents'], window);
    if (fault !== undefined) throw impossible(name, fault);
    if (names.has(name)) throw impossible(name, 'it comes twice');
    names.add(name);
    for (const { table } of allContents(resource)) {
      const owner = tables.get(table);
      if (owner !== undefined) throw impossible(name, `its table "${table}" is that of resource "${owner}" already`);
      tables.set(table, name);
    }
  }
  return resources as readonly ExtractedResource[];
}

function faultOf(name: string, resource: Fields, isFullRefresh: boolean): string | undefined {
  const { status, error, contents, moreContents = [] } = resource;
  const isRecord = isPlainObject(contents);
  if (isRecord) refuseForeignFiles(contents);
  const more = Array.isArray(moreContents) ? (moreContents as readonly unknown[]) : [undefined];
  if (!more.every(isPlainObject) || (more.length > 0 && !isRecord)) return `its moreContents are ${show(moreContents)}`;
  for (const one of more) refuseForeignFiles(one);
  if (status !== 'succeeded' && status !== 'failed' && status !== 'skipped') return `its status is ${show(status)}`;
  if (isRecord !== (status === 'succeeded')) return `it ${status}, with the contents ${show(contents)}`;
  if ((error !== undefined) !== (status === 'failed')) return `it ${status}, with the error ${show(error)}`;
  if (error !== undefined && !isErrorRecord(error)) return `its error is ${show(error)}`;
  const wrong = counts.find((field) => !isCount(resource[field]));
  if (wrong !== undefined) return `its ${wrong} is ${show(resource[wrong])}`;
  if (!stoppingLimits.has(resource['stoppedBy'])) return `its stoppedBy is ${show(resource['stoppedBy'])}`;
  if (!isWindow(resource['window'])) return `its window is ${show(resource['window'])}`;
  if (!isRecord) return undefined;
  for (const one of [contents, ...more]) {
    const fault = faultOfContents(name, one, isFullRefresh);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

type Fields = Readonly<Record<string, unknown>>;

function faultOfContents(name: string, contents: Fields, isFullRefresh: boolean): string | undefined {
  const { table, files, types, incremental, primary_key: primaryKey, write_disposition: disposition } = contents;
  if (contents['name'] !== name) return `its contents are those of ${show(contents['name'])}`;
  if (!isTableName(table)) return `its table is ${show(table)}`;
  if (!flags.has(contents['has_table_per_row'])) {
    return `its has_table_per_row is ${show(contents['has_table_per_row'])}`;
  }
  if (!flags.has(contents['is_list'])) return `its is_list is ${show(contents['is_list'])}`;
  const owner = systemOwner(table);
  if (owner !== undefined) return `its table "${table}" is kept for ${owner}'s own`;
  if (!Array.isArray(files) || files.length !== 1) return `its files are ${show(files)}`;
  if (!dispositions.has(disposition)) return `its write disposition is ${show(disposition)}`;
  if (!isListOfTexts(primaryKey)) return `its primary key is ${show(primaryKey)}`;
  const merges = faultOfMerge(contents);
  if (merges !== undefined) return merges;
  if (contents['is_full_refresh'] !== isFullRefresh) {
    return `its is_full_refresh is ${show(contents['is_full_refresh'])}, not ${isFullRefresh}`;
  }
  const wrong = ['rows', 'longest_line'].find((field) => !isCount(contents[field]));
  if (wrong !== undefined) return `its ${wrong} is ${show(contents[wrong])}`;
  if (!isTypeTree(types)) return `its types are ${show(types)}`;
  if (!areColumnHints(contents['columns'])) return `its columns are ${show(contents['columns'])}`;
  if (!areNestedHints(contents['nested_columns'])) return `its nested_columns are ${show(contents['nested_columns'])}`;
  if (!isContract(contents['contract'])) return `its contract is ${show(contents['contract'])}`;
  if (!isShare(contents['max_loss'])) return `its max_loss is ${show(contents['max_loss'])}`;
  if (!isState(contents['state'])) return `its state is ${show(contents['state'])}`;
  const { source_state: ofSource } = contents;
  if (!areSourceChanges(ofSource)) return `its source_state is ${show(ofSource)}`;
  return areCursors(incremental) ? undefined : `its cursors are ${show(incremental)}`;
}

/** They become names and literals in SQL. */
function faultOfMerge({ merge, merge_key: mergeKey, column_roles: roles }: Fields): string | undefined {
  if (mergeKey !== undefined && !isListOfTexts(mergeKey)) return `its merge key is ${show(mergeKey)}`;
  if (merge !== undefined && !isMerge(merge)) return `its merge is ${show(merge)}`;
  const areRoles = roles === undefined || (isPlainObject(roles) && Object.values(roles).every(isColumnRole));
  return areRoles ? undefined : `its column_roles are ${show(roles)}`;
}

function isMerge(merge: unknown): boolean {
  if (!isPlainObject(merge) || !mergeStrategies.some((known) => known === merge['strategy'])) return false;
  const { validity_column_names: names, deduplicated } = merge;
  const areNames = names === undefined || (isListOfTexts(names) && Array.isArray(names) && names.length === 2);
  const instants = [merge['active_record_timestamp'], merge['boundary_timestamp']];
  return (
    areNames &&
    flags.has(deduplicated === false ? undefined : deduplicated) &&
    instants.every((text) => text === undefined || (typeof text === 'string' && parseInstant(text) !== undefined)) &&
    ['undefined', 'string'].includes(typeof merge['row_version_column_name'])
  );
}

function isColumnRole(role: unknown): boolean {
  if (!isPlainObject(role) || !flags.has(role['hard_delete'])) return false;
  const { nullable, dedup_sort: order } = role;
  return (nullable === undefined || nullable === false) && [undefined, 'asc', 'desc'].some((one) => one === order);
}

/** As the naming convention makes them: it becomes part of a path. */
function isTableName(table: unknown): table is string {
  return typeof table === 'string' && /^[a-z0-9_]{1,200}$/.test(table);
}

function refuseForeignFiles({ table, files }: Fields): void {
  const own = isTableName(table) ? `${table}.1.ndjson` : undefined;
  const foreign = (Array.isArray(files) ? (files as readonly unknown[]) : [files]).find((file) => file !== own);
  if (foreign === undefined) return;
  throw new DangoError(`The module names ${show(foreign)} as a file with its records, which is none of its own.`, {
    code: 'module-failed',
    hint: channelHint,
  });
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** Rows in it are deleted, so it must have been asked for. */
function faultOfRange(contents: unknown, window: ExtractOptions['window']): string | undefined {
  const range = isPlainObject(contents) ? contents['replaced_range'] : undefined;
  if (range === undefined) return undefined;
  const isRange =
    window !== undefined &&
    isPlainObject(contents) &&
    contents['write_disposition'] === 'append' &&
    isPlainObject(range) &&
    isListOfTexts(range['path']) &&
    [range['start'], range['end']].every((bound) => bound === null || isCursorValue(bound)) &&
    [range['is_start_open'], range['is_end_closed']].every((flag) => typeof flag === 'boolean');
  return isRange ? undefined : `its replaced_range is ${show(range)}`;
}

function isCursorValue(value: unknown): boolean {
  return ['string', 'number', 'bigint'].includes(typeof value);
}

function isWindow(window: unknown): boolean {
  if (window === undefined) return true;
  if (!isPlainObject(window) || !isCount(window['number']) || !isCount(window['of'])) return false;
  const { next } = window;
  if (next === undefined) return true;
  if (!isPlainObject(next) || !isCount(next['number']) || !isCount(next['of'])) return false;
  return isCursorValue(next['start']);
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isErrorRecord(error: unknown): boolean {
  return isPlainObject(error) && typeof error['code'] === 'string' && typeof error['message'] === 'string';
}

/** They become types in SQL. */
function areColumnHints(value: unknown): boolean {
  if (value === undefined) return true;
  return isPlainObject(value) && Object.values(value).every(isTypeHint);
}

function isTypeHint(value: unknown): boolean {
  const { type, precision, scale, timezone } = isPlainObject(value) ? value : { type: value };
  const word = hintTypes.find((one) => one === type);
  const areNumbers = [precision, scale].every((digits) => digits === undefined || isCount(digits));
  if (word === undefined || !areNumbers || ![undefined, true, false].some((one) => one === timezone)) return false;
  const hint = { type: word, precision, scale, timezone } as TypeHint;
  return findTypeHintFault(hint) === undefined;
}

function areNestedHints(value: unknown): boolean {
  return value === undefined || (isPlainObject(value) && Object.values(value).every(areColumnHints));
}

function isContract(value: unknown): boolean {
  if (value === undefined) return true;
  const modes = isPlainObject(value) ? [value['tables'], value['columns'], value['data_type']] : [undefined];
  return modes.every((mode) => contractModes.some((one) => one === mode));
}

function isShare(value: unknown): boolean {
  return value === undefined || (isCount(value) && Number(value) <= 1);
}

function isState(value: unknown): boolean {
  if (value === undefined) return true;
  return isPlainObject(value) && !Object.hasOwn(value, cursorKey) && stringifyExact(value).length <= mostStateBytes;
}

function areSourceChanges(value: unknown): boolean {
  if (value === undefined) return true;
  const changes: readonly unknown[] = Array.isArray(value) ? value : [undefined];
  return (
    changes.every(
      (one) =>
        isPlainObject(one) && typeof one['key'] === 'string' && one['key'] !== resourcesKey && isCount(one['at']),
    ) && stringifyExact(value).length <= 2 * mostStateBytes
  );
}

/** Cursors by path, see `IncrementalState`. */
function areCursors(value: unknown): boolean {
  if (value === null) return true;
  if (!isPlainObject(value)) return false;
  return Object.values(value).every((cursor) => isPlainObject(cursor) && isListOfTexts(cursor['unique_hashes']));
}

/** See `TypeTreeJson`. A loop, because the tree may be as deep as its maker likes. */
function isTypeTree(tree: unknown): boolean {
  const open: unknown[] = [tree];
  while (open.length > 0) {
    const node = open.pop();
    if (!Array.isArray(node) || (node.length !== 4 && node.length !== 5)) return false;
    const [mask, first, fields, element, since = []] = node as readonly unknown[];
    if (!isCount(mask) || !isCount(first) || !areFirstSeen(since)) return false;
    if (element !== null) open.push(element);
    if (fields === null) continue;
    if (!Array.isArray(fields)) return false;
    for (const field of fields as readonly unknown[]) {
      if (!Array.isArray(field) || field.length !== 2 || typeof field[0] !== 'string') return false;
      open.push(field[1]);
    }
  }
  return true;
}

function areFirstSeen(since: unknown): boolean {
  const pairs: readonly unknown[] = Array.isArray(since) ? since : [undefined];
  return pairs.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isCount));
}

/** At most 200 characters: user code may have said anything. */
function show(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = stringifyExact(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function impossible(name: string | undefined, fault: string): DangoError {
  const subject =
    name === undefined ? 'The module says what cannot be' : `The module says of resource "${name}" what cannot be`;
  return new DangoError(`${subject}: ${fault}.`, { code: 'module-failed', hint: channelHint });
}
