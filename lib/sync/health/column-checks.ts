import type { RestResource } from '../../spec/rest-source.ts';
import type { TableContent } from '../../warehouse/destination.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { toSnakeCase } from '../../util/snake-case.ts';
import { keyNames, type Finding, type FindingFix } from './finding.ts';
import type { ResourceFacts } from './resource-facts.ts';
import {
  isDateText,
  isEmail,
  isIban,
  isInternationalPhone,
  isLocalDateText,
  isLocalPhone,
  isNumberText,
  isWholeNumberText,
} from './value-patterns.ts';

/** So few values may look like something by chance. */
const leastValues = 3;
/** Texts of digits that mean no amount. */
const codeName =
  /(^|_)(id|ids|code|key|zip|zipcode|postal|postcode|phone|mobile|fax|number|no|nr|num|sku|ref|ean|isbn|gtin|version|account|year|hash|token|pin|serial)(_|$)/;
const phoneName = /(^|_)(phone|telephone|tel|mobile|cell|fax)(_|$)/;

/** What the first rows of the tables of a resource say about their columns. */
export function checkColumns(facts: ResourceFacts): readonly Finding[] {
  const [root] = facts.tables;
  return [
    ...(root === undefined ? [] : [...checkKey(facts, root), ...checkTypes(facts, root)]),
    ...facts.tables.flatMap((table) => checkPersonal(facts, table)),
  ];
}

function checkKey(facts: ResourceFacts, root: TableContent): Finding[] {
  const { report, rest, index, canFix } = facts;
  if (rest === undefined) return [];
  if (rest.primaryKey.length > 0) return checkToldKey(facts, root, rest);
  const name = keyNames.find((candidate) => isUnique(valuesOf(root, candidate), root.rows.length));
  if (name === undefined || root.rows.length < 2) return [];
  return [
    {
      kind: 'key-possible',
      severity: 'info',
      message: `${report.name} has no primary key, though ${name} is there and different in each of the ${root.rows.length} rows shown.`,
      evidence: { resource: report.name, table: root.name, field: name, count: root.rows.length },
      ...(canFix
        ? { fix: { path: ['rest_api', 'resources', index, 'primary_key'], value: fieldOf(facts, name) ?? name } }
        : {}),
    },
  ];
}

function checkToldKey({ report }: ResourceFacts, root: TableContent, rest: RestResource): Finding[] {
  const key = rest.primaryKey;
  const columns = key.map((field) => toSnakeCase(field.replaceAll('.', '__')).replaceAll(/_{3,}/g, '__'));
  const shown = key.join(', ');
  const evidence = { resource: report.name, table: root.name, field: shown };
  const isMerge = rest.writeDisposition === 'merge';
  const dropped = report.rows_extracted - report.rows_loaded - (report.rows_discarded ?? 0);
  const seen = rowKeys(root, columns);
  const count = isMerge ? dropped : seen.length - new Set(seen).size;
  if (count <= 0) return [];
  const fate = isMerge ? ' A merge keeps the last of each.' : '';
  return [
    {
      kind: 'key-repeated',
      severity: 'warning',
      message: `${report.name}: ${count} of ${report.rows_extracted} records have the primary key (${shown}) of another one.${fate}`,
      hint: 'Add the fields that tell them apart, or look whether a page came twice.',
      evidence: { ...evidence, count },
    },
  ];
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

function rowKeys({ columns, rows }: TableContent, key: readonly string[]): readonly string[] {
  const places = key.map((name) => columns.findIndex((column) => column.name === name));
  return rows.map((row) => JSON.stringify(places.map((place) => row[place])));
}

function checkTypes(facts: ResourceFacts, root: TableContent): Finding[] {
  return root.columns.flatMap(({ name, type }): Finding[] => {
    const texts = type === 'VARCHAR' && !name.startsWith('_dlt') ? textsOf(root, name) : [];
    if (texts.length < leastValues || new Set(texts).size < 2) return [];
    const evidence = { resource: facts.report.name, table: root.name, field: name, count: texts.length };
    const place = `${root.name}.${name}`;
    if (texts.every(isNumberText) && !codeName.test(name)) {
      const change = texts.every(isWholeNumberText) ? 'integer' : 'number';
      return [
        {
          kind: 'text-holds-numbers',
          severity: 'info',
          message: `${place} is text, but all ${texts.length} values shown are numbers.`,
          hint: `A step can change them: map: { <field>: ${change} }.`,
          evidence,
          ...stepFix(facts, name, change),
        },
      ];
    }
    if (texts.every(isDateText)) {
      return [
        {
          kind: 'text-holds-dates',
          severity: 'info',
          message: `${place} is text, but all ${texts.length} values shown are dates.`,
          hint: 'Tell the type of the column: columns: { <field>: { type: date } }.',
          evidence,
          ...typeFix(facts, name, 'date'),
        },
      ];
    }
    if (!texts.every(isLocalDateText)) return [];
    return [
      {
        kind: 'text-holds-dates',
        severity: 'info',
        message: `${place} is text, but all ${texts.length} values shown look like dates, such as ${texts[0] ?? ''}.`,
        hint: 'A step can put them into the form 2026-01-31: map with an expression.',
        evidence,
      },
    ];
  });
}

function checkPersonal({ report }: ResourceFacts, table: TableContent): Finding[] {
  return table.columns.flatMap(({ name, type }): Finding[] => {
    const texts = type === 'VARCHAR' && !name.startsWith('_dlt') ? textsOf(table, name) : [];
    const found = kindsOfPersonal(name)
      .map(({ words, test }) => ({ words, count: texts.filter(test).length }))
      .find(({ count }) => count > 0);
    if (found === undefined) return [];
    return [
      {
        kind: 'personal-data',
        severity: 'info',
        message: `${table.name}.${name} may hold ${found.words}: ${found.count} of ${texts.length} values shown.`,
        hint: 'If the warehouse does not need it, a step takes it away: remove: <field>.',
        evidence: { resource: report.name, table: table.name, field: name, count: found.count },
      },
    ];
  });
}

function kindsOfPersonal(name: string) {
  return [
    { words: 'e-mail addresses', test: isEmail },
    { words: 'bank account numbers (IBAN)', test: isIban },
    { words: 'phone numbers', test: phoneName.test(name) ? isLocalPhone : isInternationalPhone },
  ];
}

function valuesOf({ columns, rows }: TableContent, name: string): readonly unknown[] {
  const place = columns.findIndex((column) => column.name === name);
  return place === -1 ? [] : rows.map((row) => row[place]);
}

function textsOf(table: TableContent, name: string): readonly string[] {
  return valuesOf(table, name).filter((value): value is string => typeof value === 'string' && value !== '');
}

function isUnique(values: readonly unknown[], rows: number): boolean {
  if (values.length !== rows || values.some(isNothing)) return false;
  return new Set(values.map((value) => JSON.stringify(value))).size === rows;
}

/** The field that a column was made of; undefined where that is not certain. */
function fieldOf({ pages, flat }: ResourceFacts, column: string): string | undefined {
  const fields = new Set(pages.flatMap(({ records }) => records.filter(isPlainObject).flatMap(Object.keys)));
  if (fields.has(column)) return column;
  const meant = [...fields].filter((field) => toSnakeCase(field) === column && !/[.'"[\]]/.test(field));
  return meant.length === 1 && flat?.steps === undefined ? meant[0] : undefined;
}

function stepFix(facts: ResourceFacts, column: string, change: string): { fix?: FindingFix } {
  const field = facts.canFix ? fieldOf(facts, column) : undefined;
  if (field === undefined) return {};
  const steps = facts.flat?.steps;
  const place = ['rest_api', 'resources', facts.index, 'steps'];
  const step = { map: { [field]: change } };
  if (steps === undefined) return { fix: { path: place, value: [step] } };
  return { fix: { path: [...place, steps.length], value: step } };
}

function typeFix(facts: ResourceFacts, column: string, type: string): { fix?: FindingFix } {
  const field = facts.canFix ? fieldOf(facts, column) : undefined;
  if (field === undefined) return {};
  return { fix: { path: ['rest_api', 'resources', facts.index, 'columns', field], value: { type } } };
}
