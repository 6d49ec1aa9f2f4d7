import { createRandom } from './create-random.ts';
import { dayMs, minuteMs, toInstant } from './instants.ts';

export type User = {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly role: 'customer' | 'staff';
  readonly is_active: boolean;
  readonly phone: string | null;
  readonly address: { readonly city: string; readonly country: string };
  readonly created_at: string;
};

const firstNames = [
  'Ada',
  'Björn',
  'Chloé',
  'Dilip',
  'Elif',
  'Farah',
  'Goran',
  'Hana',
  'Íris',
  'Jun',
  'Kofi',
  'Łucja',
] as const;
const lastNames = [
  'Andersson',
  'Brown',
  'Castro',
  'Dvořák',
  'Eze',
  'Fischer',
  'García',
  'Hara',
  'Ivanova',
  'O’Neill',
] as const;
const places: readonly [User['address'], ...User['address'][]] = [
  { city: 'Lisboa', country: 'PT' },
  { city: 'Zürich', country: 'CH' },
  { city: '東京', country: 'JP' },
  { city: 'Nairobi', country: 'KE' },
  { city: 'Montréal', country: 'CA' },
];

const userCount = 300;
const firstSignUp = Date.UTC(2022, 0, 10, 8);

/** Users 1 to 300; every fiftieth works for the shop. */
export function makeUsers(): readonly User[] {
  const random = createRandom(11);
  return Array.from({ length: userCount }, (_, index): User => {
    const id = index + 1;
    return {
      id,
      name: `${random.pick(firstNames)} ${random.pick(lastNames)}`,
      email: `user${id}@shop.example`,
      role: id % 50 === 0 ? 'staff' : 'customer',
      is_active: !random.chance(0.1),
      phone: random.chance(0.3) ? null : `+00 555 ${String(random.integer(0, 9999)).padStart(4, '0')}`,
      address: random.pick(places),
      created_at: toInstant(firstSignUp + index * dayMs * 2 + random.integer(0, 600) * minuteMs),
    };
  });
}
