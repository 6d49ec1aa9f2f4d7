import type { Shop } from '../../data/create-shop.ts';
import type { JsonObject } from '../../data/json-value.ts';
import type { Contact } from '../../data/make-contacts.ts';
import { ApiProblem } from '../api-answer.ts';
import { readJsonBody } from '../read-json-body.ts';
import type { Route } from '../route.ts';
import { matchesFilterGroups, readList, sortContacts } from './contact-query.ts';

/** These come with every contact, asked for or not. */
const ownProperties = ['createdate', 'hs_object_id', 'lastmodifieddate'];
const defaultProperties = ['email', 'firstname', 'lastname'];
const maxLimit = 200;

/** HubSpot's contact search: same address, same JSON, same limits (10 by default, 200 at most). */
export function contactRoutes(shop: Shop): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/crm/v3/objects/contacts/search',
      about: 'HubSpot: JSON {limit, after, filterGroups, sorts, properties}: {"total", "results", "paging"}.',
      needsToken: true,
      answer({ body }) {
        const asked = readJsonBody(body);
        const limit = readPosition(asked['limit'], 'limit', 10);
        if (limit < 1 || limit > maxLimit) throw new ApiProblem(400, `"limit" must be 1 to ${maxLimit}`);
        const start = readPosition(asked['after'], 'after', 0);
        const found = sortContacts(
          shop.contacts.filter((contact) => matchesFilterGroups(contact, asked['filterGroups'])),
          asked['sorts'],
        );
        const names = readList(asked['properties'], 'properties').map(String);
        const results = found.slice(start, start + limit).map((contact) => withProperties(contact, names));
        const end = start + limit;
        const paging: JsonObject = end < found.length ? { paging: { next: { after: String(end) } } } : {};
        return { body: { total: found.length, results, ...paging } };
      },
    },
  ];
}

function withProperties(contact: Contact, names: readonly string[]): Contact {
  const wanted = [...(names.length === 0 ? defaultProperties : names), ...ownProperties];
  const properties = Object.fromEntries(wanted.map((name) => [name, contact.properties[name] ?? null]));
  return { ...contact, properties };
}

/** HubSpot takes numbers and texts of digits alike. */
function readPosition(value: unknown, name: string, fallback: number): number {
  if (value === undefined || value === null) return fallback;
  if ((typeof value === 'number' || typeof value === 'string') && /^\d+$/u.test(String(value))) return Number(value);
  throw new ApiProblem(400, `"${name}" must be a whole number`);
}
