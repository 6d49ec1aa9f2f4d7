import type { JsonObject } from '../spec/json-value.ts';
import { viewSchema, type Follow, type SchemaView } from './json-schema.ts';
import { bareName } from './paging-words.ts';
import { chip, type Chip } from './proposal.ts';
import type { RequestParam } from './request-params.ts';

type Verb = 'updated' | 'created';

const startNames =
  /^(updated|modified|lastmodified|lastupdated|changed|lastchange|edited|created|added|date)?(at|date|on|time)?(since|after|from|gte|gt|min|start|begin|greaterthan)$|^(since|startdate|datefrom|fromdate|starttime|from|mindate|after|minupdated|modifiedsince|ifmodifiedsince|starttimestamp|start)$|^(since|from|after|min|start)(updated|modified|created|date|time)(at|date|on)?$/;

/** Fields that grow with every change, those that tell of changes first. */
const fieldNames: readonly (readonly [Verb, RegExp])[] = [
  [
    'updated',
    /^(updated|modified|lastmodified|lastupdated|lastupdate|lastmodification|changed|lastchanged|edited|lastedited)(at|date|on|time|datetime|timestamp|utc|dateutc)?$|^(dateupdated|datemodified|datelastmodified|modificationdate|updatedate|mtime|systemmodstamp|updatetime|modificationtime)$/,
  ],
  [
    'created',
    /^(created|added|posted|published|inserted)(at|date|on|time|datetime|timestamp|utc)?$|^(datecreated|creationdate|createdate|createtime|creationtime|timestamp|date)$/,
  ],
];

/** A cursor that could be used; always a candidate only. */
export function proposeIncremental(
  record: SchemaView | undefined,
  params: readonly RequestParam[],
  follow: Follow,
): Chip<JsonObject> | undefined {
  const starts = params.filter(isStart);
  const fields = record === undefined ? [] : cursorFields(record, follow);
  const wanted = starts.find(({ name }) => verbOf(name) === 'updated') ?? starts[0];
  const verb = wanted === undefined ? undefined : verbOf(wanted.name);
  const field = fields.find((one) => verb === undefined || one.verb === verb) ?? fields[0];
  if (field === undefined || (wanted === undefined && field.verb !== 'updated')) return undefined;
  const isNumber = wanted?.schema['type'] === 'integer' && field.isText;
  const value: JsonObject = {
    cursor_path: field.name,
    ...(wanted === undefined || wanted.place === 'json' ? {} : { start_param: wanted.name }),
    ...(isNumber ? { convert: 'unix_seconds' } : wanted?.schema['format'] === 'date' ? { convert: 'date' } : {}),
  };
  const isFit = wanted !== undefined && verb === field.verb;
  return chip(
    value,
    isFit ? 'likely' : 'guess',
    { at: field.at, text: `field ${field.name}` },
    ...(wanted === undefined ? [] : [{ at: wanted.at, text: `parameter ${wanted.name}` }]),
  );
}

function isStart({ name, schema }: RequestParam): boolean {
  const bare = bareName(name);
  if (!startNames.test(bare) || bare === 'date') return false;
  const isCounted = ['from', 'start', 'after', 'min'].includes(bare);
  return !isCounted || schema['format'] === 'date-time' || schema['format'] === 'date';
}

function verbOf(name: string): Verb | undefined {
  const bare = bareName(name);
  if (/updat|modif|chang|edit/.test(bare)) return 'updated';
  return /creat|add/.test(bare) ? 'created' : undefined;
}

interface CursorField {
  readonly name: string;
  readonly verb: Verb;
  readonly at: string;
  readonly isText: boolean;
}

function cursorFields(record: SchemaView, follow: Follow): CursorField[] {
  return fieldNames.flatMap(([verb, pattern]) =>
    [...record.properties].flatMap(([name, placed]) => {
      if (!pattern.test(bareName(name))) return [];
      const { type, scalar, at } = viewSchema(placed, follow);
      return type === 'array' || type === 'object' || scalar === 'boolean'
        ? []
        : [{ name, verb, at, isText: scalar === 'string' }];
    }),
  );
}
