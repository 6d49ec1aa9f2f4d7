import { parseJsonPath, selectAll, selectFirst } from '../../spec/json-path.ts';
import { originOf } from '../../spec/flat-resource.ts';
import type { RestApiSourceSpec } from '../../spec/source-spec.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { keyNames, type Finding } from './finding.ts';
import type { ResourceFacts } from './resource-facts.ts';

/** So few records may all lack a value by chance. */
const leastRecords = 5;

/** What the records say about the path to them, and about their fields. */
export function checkRecords(facts: ResourceFacts, spec: RestApiSourceSpec): readonly Finding[] {
  return [...checkPath(facts, spec), ...checkKeyFields(facts, spec), ...checkNullFields(facts)];
}

/** A path that someone wrote leads to one object in each response, and a list of objects lies in it. */
function checkPath({ report, flat, index, pages, canFix }: ResourceFacts, spec: RestApiSourceSpec): Finding[] {
  const selector = flat?.data_selector;
  const [first] = pages;
  if (selector === undefined || first === undefined) return [];
  const path = parseJsonPath(selector);
  // Where the whole response is asked for, one object is what is meant.
  if (path.steps.length === 0) return [];
  const objects = pages.flatMap(({ body }) => selectAll(path, body));
  if (objects.length !== pages.length || !objects.every(isPlainObject)) return [];
  const lists = listsIn(objects[0] ?? {});
  const [list] = lists;
  if (list === undefined) return [];
  const value = `${selector}.${list.path}`;
  return [
    {
      kind: 'records-path-object',
      severity: 'warning',
      message: `The records of ${report.name} are one object in each response; it holds the list ${list.path} with ${list.count} objects.`,
      hint: `Set data_selector to "${value}" if these are the records.`,
      evidence: { resource: report.name, exchange: first.exchange.number, field: value, count: list.count },
      ...(canFix && lists.length === 1
        ? { fix: { path: ['rest_api', ...originOf(spec.rest_api, index, 'data_selector')], value } }
        : {}),
    },
  ];
}

interface ListInside {
  readonly path: string;
  readonly count: number;
}

const leastElements = 2;

function listsIn(object: Readonly<Record<string, unknown>>, outer = ''): ListInside[] {
  return Object.entries(object).flatMap(([key, value]) => {
    if (!/^[\w-]+$/.test(key)) return [];
    const path = `${outer}${key}`;
    if (Array.isArray(value)) {
      const elements = value as readonly unknown[];
      return elements.length >= leastElements && elements.every(isPlainObject)
        ? [{ path, count: elements.length }]
        : [];
    }
    return isPlainObject(value) && outer === '' ? listsIn(value, `${path}.`) : [];
  });
}

/** Records that have nothing in a field of the primary key. */
function checkKeyFields(
  { report, flat, rest, index, pages, canFix }: ResourceFacts,
  spec: RestApiSourceSpec,
): Finding[] {
  const records = pages.flatMap((page) => page.records.filter(isPlainObject));
  // Steps may make a field, and one of a list has its own place.
  if (rest === undefined || flat?.steps !== undefined || rest.primaryKey.some((field) => /[[\]*$]/.test(field)))
    return [];
  for (const field of rest.primaryKey) {
    const path = parseJsonPath(field);
    const count = records.filter((record) => (selectFirst(path, record) ?? null) === null).length;
    if (count === 0) continue;
    const other =
      count === records.length ? keyNames.find((name) => isKey(records.map((record) => record[name]))) : undefined;
    return [
      {
        kind: 'key-missing',
        severity: 'warning',
        message: `${count} of ${records.length} records of ${report.name} have nothing in ${field}, which belongs to the primary key.`,
        hint: other === undefined ? 'Name a field that every record has.' : `Every record has its own ${other}.`,
        evidence: { resource: report.name, field, count },
        ...(canFix && other !== undefined && flat?.primary_key !== undefined
          ? { fix: { path: ['rest_api', ...originOf(spec.rest_api, index, 'primary_key')], value: other } }
          : {}),
      },
    ];
  }
  return [];
}

function isKey(values: readonly unknown[]): boolean {
  return values.every((value) => value !== null && value !== undefined) && new Set(values).size === values.length;
}

/** Such fields get no column until a value comes. */
function checkNullFields({ report, flat, index, pages, canFix }: ResourceFacts): Finding[] {
  const records = pages.flatMap((page) => page.records.filter(isPlainObject));
  if (records.length < leastRecords || flat?.null_columns === 'text' || flat?.steps !== undefined) return [];
  const known = new Set(records.flatMap((record) => Object.keys(record)));
  const fields = [...known].filter((key) => records.every((record) => record[key] === null));
  if (fields.length === 0) return [];
  const named = fields.slice(0, 5).join(', ') + (fields.length > 5 ? ` and ${fields.length - 5} more` : '');
  return [
    {
      kind: 'field-always-null',
      severity: 'info',
      message: `${report.name}: ${named} had no value in any of ${records.length} records, and ${fields.length === 1 ? 'gets no column' : 'get no columns'} until one comes.`,
      evidence: { resource: report.name, field: fields.join(', '), count: records.length },
      ...(canFix ? { fix: { path: ['rest_api', 'resources', index, 'null_columns'], value: 'text' } } : {}),
    },
  ];
}
