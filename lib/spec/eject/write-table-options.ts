import { keyOf } from '../column-hint.ts';
import { isSameJson } from '../same-json.ts';
import type { RestIncremental, RestResource } from '../rest-source.ts';
import { arrow, call, list, other, type Code } from './code.ts';
import type { ResourcePlace } from './resource-place.ts';
import { seriesFields } from './series-fields.ts';
import type { Scope, ValueWriter } from './value-writer.ts';

/** What a resource is and what becomes of its table: the options of `resource` and `transformer`. */
export function writeTableOptions(
  resource: RestResource,
  { writer, hoisted, variableOf }: Pick<ResourcePlace, 'writer' | 'hoisted' | 'variableOf'>,
): Code {
  const { parent, crossWith, forEach, columns, selected, tableName, maxReplaceLoss, incremental } = resource;
  const { maxTableNesting, nullColumns, schemaContract, concurrency, onChildError } = resource;
  const json = (value: unknown): Code | undefined => (value === undefined ? undefined : writer.json(value));
  const unlessOfSource = (key: 'maxTableNesting' | 'nullColumns' | 'schemaContract', code: Code | undefined) =>
    hoisted.has(key) && isSameJson(hoisted.get(key), resource[key]) ? undefined : code;
  const toKey = (fields: readonly string[]): unknown => (fields.length === 1 ? fields[0] : fields);
  return writer.options([
    ['from', parent === undefined ? undefined : other(variableOf(parent))],
    ['crossWith', crossWith === undefined ? undefined : list(crossWith.map((name) => other(variableOf(name))))],
    ['forEach', json(forEach)],
    ['writeDisposition', writeDisposition(resource, writer)],
    ['primaryKey', keyCode(resource, 'primaryKey', (fields) => json(toKey(fields)))],
    ['mergeKey', keyCode(resource, 'mergeKey', (fields) => json(toKey(fields)))],
    ['incremental', incremental === undefined ? undefined : writeIncremental(incremental, writer)],
    ['cursorPer', incremental?.perParent === true ? writeCursorPer(resource, writer) : undefined],
    ['tableName', json(tableName)],
    ['selected', selected === false ? other('false') : undefined],
    ['columns', json(columns)],
    ['maxTableNesting', unlessOfSource('maxTableNesting', json(maxTableNesting))],
    ['nullColumns', unlessOfSource('nullColumns', json(nullColumns))],
    ['schemaContract', unlessOfSource('schemaContract', writeContract(schemaContract, writer))],
    ['maxReplaceLoss', json(maxReplaceLoss === undefined ? undefined : shareText(maxReplaceLoss))],
    ['concurrency', concurrency === undefined || concurrency === 1 ? undefined : other(String(concurrency))],
    ['onChildError', onChildError === 'skip' ? writer.json(onChildError) : undefined],
  ]);
}

/** A key, unless the columns tell it as well. */
function keyCode(
  { primaryKey, mergeKey = [], columns }: RestResource,
  which: 'primaryKey' | 'mergeKey',
  write: (fields: readonly string[]) => Code | undefined,
): Code | undefined {
  const fields = which === 'primaryKey' ? primaryKey : mergeKey;
  return isSameJson(fields, keyOf(undefined, columns, which)) ? undefined : write(fields);
}

function writeDisposition({ writeDisposition: disposition, merge }: RestResource, writer: ValueWriter): Code {
  return writer.json(merge === undefined ? disposition : { disposition, ...merge });
}

export function writeContract(contract: RestResource['schemaContract'], writer: ValueWriter): Code | undefined {
  if (contract === undefined) return undefined;
  const { tables, columns, dataType } = contract;
  if (tables === columns && columns === dataType) return writer.json(tables);
  const strict = Object.entries(contract).filter(([, mode]) => mode !== 'evolve');
  return writer.json(Object.fromEntries(strict));
}

function shareText(share: number): string {
  return `${Number((share * 100).toFixed(6))}%`;
}

function writeIncremental(incremental: RestIncremental, writer: ValueWriter): Code {
  const { cursorPath, startParam: _, endParam: _end, convert: _convert, perParent: _per, ...rules } = incremental;
  const options = writer.json(rules);
  return call(writer.sdk('incremental'), [writer.text(cursorPath), ...(options.size === 0 ? [] : [options])]);
}

/** `({ above }) => fieldOf(above.repos, 'id')`. */
function writeCursorPer(resource: RestResource, writer: ValueWriter): Code {
  const scope: Scope = { parent: undefined, used: new Set(), cursor: 'cursor' };
  const fields = seriesFields(resource, scope, writer).map(other);
  const names = (['above', 'values'] as const).filter((name) => scope.used.has(name));
  const [only] = fields;
  return arrow(`({ ${names.join(', ')} })`, fields.length === 1 && only !== undefined ? only : list(fields));
}
