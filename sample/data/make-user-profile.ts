import { createRandom } from './create-random.ts';
import type { JsonObject } from './json-value.ts';
import type { User } from './make-users.ts';

/** What `/users/:id` tells beyond the entry in the list. */
export function makeUserProfile(user: User): JsonObject {
  const random = createRandom(1000 + user.id);
  const addresses = Array.from({ length: random.integer(1, 3) }, (_, index) => ({
    label: index === 0 ? 'home' : 'other',
    street: `${random.integer(1, 200)} Market Street`,
    ...user.address,
  }));
  return {
    ...user,
    preferences: { newsletter: random.chance(0.5), language: random.pick(['en', 'de', 'pt', 'ja']) },
    addresses,
  };
}
