// Contacts from HubSpot, through its search: the only endpoint that filters by modification time.
import { bearer, cursor as cursorPages, incremental, resource, RestClient, secret, source } from 'dango';

interface Contact {
  id: string;
  properties: Record<string, string | null>;
  createdAt: string;
  updatedAt: string;
}

/** HubSpot answers at most 10,000 matches per search. */
const pagesPerSearch = 100;

/** Loads contacts from HubSpot. */
export const hubspotContactsSource = source({
  params: { apiKey: secret(), baseUrl: 'https://api.hubapi.com' },

  resources({ apiKey, baseUrl }) {
    const client = new RestClient({ baseUrl, auth: bearer(apiKey), rateLimit: 4 });

    return resource(
      'contacts',
      {
        writeDisposition: 'merge',
        primaryKey: 'id',
        // The cursor is read from the rows below, so it has their name and not HubSpot's.
        incremental: incremental('updated_at', { initialValue: '1970-01-01T00:00:00Z' }),
      },
      async function* ({ cursor, warn }) {
        const since = String(Date.parse(cursor.startValue));
        const search = {
          limit: 100,
          properties: ['email', 'firstname', 'lastname', 'company', 'phone'],
          filterGroups: [{ filters: [{ propertyName: 'lastmodifieddate', operator: 'GTE', value: since }] }],
          sorts: [{ propertyName: 'lastmodifieddate', direction: 'ASCENDING' }],
        };
        const contacts = client.paginate<Contact>('/crm/v3/objects/contacts/search', {
          method: 'POST',
          json: search,
          paginator: cursorPages({ cursorPath: 'paging.next.after', param: 'after', sentBy: 'json' }),
          dataSelector: 'results',
        });

        let pages = 0;
        for await (const page of contacts) {
          yield page.map((contact) => ({
            id: contact.id,
            email: contact.properties['email'],
            first_name: contact.properties['firstname'],
            last_name: contact.properties['lastname'],
            company: contact.properties['company'],
            phone: contact.properties['phone'],
            created_at: contact.createdAt,
            updated_at: contact.updatedAt,
          }));

          // The oldest changes come first, so the next sync goes on from here.
          if (++pages === pagesPerSearch) {
            warn('HubSpot ends a search after 10,000 contacts.', 'Sync again to load the rest.');
            return;
          }
        }
      },
    );
  },
});
