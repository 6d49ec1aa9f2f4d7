import type { RandomNumbers } from './random-numbers.ts';

const cities = ['Lisbon', 'Oslo', 'Kyoto', 'Lima', 'Zürich', 'Nairobi', 'Porto', 'Hanoi'];
const tags = ['new', 'paid', 'gift', 'express', 'refund', 'vip', 'bulk', 'trial'];
const syllables = 'ka lo mi ra te su no vi pe do'.split(' ');

/** Types of the columns of such records, as DuckDB's `read_json` is told them. */
export const recordColumns = {
  id: 'BIGINT',
  name: 'VARCHAR',
  email: 'VARCHAR',
  amount: 'DOUBLE',
  quantity: 'BIGINT',
  is_active: 'BOOLEAN',
  created_at: 'TIMESTAMPTZ',
  status: 'VARCHAR',
  note: 'VARCHAR',
  address: 'STRUCT(city VARCHAR, zip VARCHAR, geo STRUCT(lat DOUBLE, lon DOUBLE))',
  tags: 'VARCHAR[]',
  lines: 'STRUCT(sku VARCHAR, quantity BIGINT, price DOUBLE)[]',
} as const;

/** One record of about 360 bytes as JSON: an id, eight scalars, an object two deep, a list of texts, a list of objects. */
export function recordText(id: number, random: RandomNumbers): string {
  const name = word(random, 3);
  return JSON.stringify({
    id,
    name: `${name} ${word(random, 4)}`,
    email: `${name}.${random.below(100_000)}@example.com`,
    amount: random.below(10_000_000) / 100,
    quantity: random.below(1000),
    is_active: random.below(2) === 1,
    created_at: new Date(1_700_000_000_000 + random.below(31_536_000) * 1000).toISOString(),
    status: tags[random.below(4)],
    note: random.below(10) === 0 ? null : `${word(random, 5)} "${word(random, 2)}"`,
    address: {
      city: cities[random.below(cities.length)],
      zip: String(10_000 + random.below(90_000)),
      geo: { lat: random.below(18_000_000) / 100_000 - 90, lon: random.below(36_000_000) / 100_000 - 180 },
    },
    tags: Array.from({ length: random.below(3) }, () => tags[random.below(tags.length)]),
    lines: Array.from({ length: random.below(3) }, () => ({
      sku: `SKU-${random.below(1_000_000)}`,
      quantity: 1 + random.below(9),
      price: random.below(100_000) / 100,
    })),
  });
}

function word(random: RandomNumbers, length: number): string {
  return Array.from({ length }, () => syllables[random.below(syllables.length)]).join('');
}

/** One record with so many columns besides its id; a third of them numbers, a third texts, a third truth values. */
export function wideRecordText(id: number, columns: number, random: RandomNumbers): string {
  const fields: Record<string, unknown> = { id };
  for (let column = 1; column < columns; column += 1) {
    const value = random.below(1_000_000);
    fields[`field_${column}`] = column % 3 === 0 ? value : column % 3 === 1 ? `v${value}` : value % 2 === 0;
  }
  return JSON.stringify(fields);
}
