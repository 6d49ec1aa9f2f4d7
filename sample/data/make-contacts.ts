import { createRandom } from './create-random.ts';
import { dayMs, minuteMs } from './instants.ts';

/** A contact as HubSpot's CRM sends it: every property is a text or null, instants have milliseconds. */
export type Contact = {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly archived: boolean;
};

const contactCount = 250;
const firstContact = Date.UTC(2024, 2, 1, 7);
const firstNames = ['Ana', 'Bilal', 'Céline', 'Deniz', 'Emeka', 'Frida'] as const;
const lastNames = ['Alves', 'Bauer', 'Cohen', 'Diaz', 'Endo'] as const;

export function makeContacts(): readonly Contact[] {
  const random = createRandom(55);
  return Array.from({ length: contactCount }, (_, index): Contact => {
    const number = index + 1;
    const createdMs = firstContact + index * dayMs;
    // Imports touch whole groups at once, so every tenth contact shares its instant with the next one.
    const updatedMs = createdMs + (index % 10 === 0 ? dayMs : 0) + 45 * minuteMs;
    const createdAt = new Date(createdMs).toISOString();
    const updatedAt = new Date(updatedMs).toISOString();
    return {
      id: String(50_000 + number),
      properties: {
        email: `contact${number}@crm.example`,
        firstname: random.pick(firstNames),
        lastname: random.pick(lastNames),
        company: random.chance(0.2) ? null : `Company ${random.integer(1, 40)}`,
        phone: random.chance(0.4) ? null : `+00 555 ${String(random.integer(0, 9999)).padStart(4, '0')}`,
        createdate: createdAt,
        hs_object_id: String(50_000 + number),
        lastmodifieddate: updatedAt,
      },
      createdAt,
      updatedAt,
      archived: false,
    };
  });
}
