import type { Contact } from '../../data/make-contacts.ts';
import { ApiProblem } from '../api-answer.ts';
import { isRecord } from '../read-json-body.ts';

/** `filterGroups` of a contact search: one group must hold, and in it every filter. No groups: everything. */
export function matchesFilterGroups(contact: Contact, groups: unknown): boolean {
  const list = readList(groups, 'filterGroups');
  return list.length === 0 || list.some((group) => matchesGroup(contact, group));
}

function matchesGroup(contact: Contact, group: unknown): boolean {
  const filters = readList(isRecord(group) ? group['filters'] : undefined, 'filters');
  return filters.every((filter) => matchesFilter(contact, filter));
}

function matchesFilter(contact: Contact, filter: unknown): boolean {
  if (!isRecord(filter) || typeof filter['propertyName'] !== 'string') {
    throw new ApiProblem(400, 'A filter needs propertyName, operator and value');
  }
  const own = contact.properties[filter['propertyName']] ?? null;
  if (own === null) return false;
  const difference = compareValues(own, String(filter['value']));
  switch (filter['operator']) {
    case 'EQ':
      return difference === 0;
    case 'GT':
      return difference > 0;
    case 'GTE':
      return difference >= 0;
    case 'LT':
      return difference < 0;
    case 'LTE':
      return difference <= 0;
    default:
      throw new ApiProblem(400, `Unknown operator "${String(filter['operator'])}"`);
  }
}

/** `sorts` of a contact search: `[{"propertyName": "lastmodifieddate", "direction": "ASCENDING"}]`. Default: by id. */
export function sortContacts(contacts: readonly Contact[], sorts: unknown): readonly Contact[] {
  const first = readList(sorts, 'sorts')[0];
  if (first === undefined) return contacts;
  const name = isRecord(first) ? first['propertyName'] : first;
  if (typeof name !== 'string') throw new ApiProblem(400, 'A sort needs propertyName');
  const sign = isRecord(first) && first['direction'] === 'DESCENDING' ? -1 : 1;
  const valueOf = (contact: Contact): string => contact.properties[name] ?? '';
  return contacts.toSorted((left, right) => sign * compareValues(valueOf(left), valueOf(right)));
}

/** Instants compare as times, whether written in ISO or as milliseconds; everything else as text. */
function compareValues(left: string, right: string): number {
  const [leftTime, rightTime] = [readTime(left), readTime(right)];
  if (!Number.isNaN(leftTime) && !Number.isNaN(rightTime)) return leftTime - rightTime;
  return left === right ? 0 : left < right ? -1 : 1;
}

function readTime(text: string): number {
  if (/^\d+$/u.test(text)) return Number(text);
  return /^\d{4}-\d\d-\d\d/u.test(text) ? Date.parse(text) : Number.NaN;
}

export function readList(value: unknown, name: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw new ApiProblem(400, `"${name}" must be a list`);
}
