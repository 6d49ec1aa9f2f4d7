import { createRandom } from './create-random.ts';

export type Product = {
  readonly id: number;
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  /** In euro; a whole number of euros is written without decimals. */
  readonly price: number;
  readonly in_stock: boolean;
  readonly tags: readonly string[];
};

const productCount = 120;
const kinds = ['Sencha', 'Mochi', 'Teapot', 'Café crème', 'Matcha whisk', 'Dango', 'Rice bowl', 'Hōjicha'] as const;
const categories = ['tea', 'sweets', 'tableware', 'coffee'] as const;
const tags = ['new', 'organic', 'gift', 'fragile', 'sale'] as const;

export function makeProducts(): readonly Product[] {
  const random = createRandom(22);
  return Array.from({ length: productCount }, (_, index): Product => {
    const id = index + 1;
    return {
      id,
      sku: `SKU-${String(id).padStart(4, '0')}`,
      name: `${random.pick(kinds)} no. ${id}`,
      category: random.pick(categories),
      price: random.integer(20, 900) / 10,
      in_stock: random.chance(0.85),
      tags: tags.filter(() => random.chance(0.3)),
    };
  });
}
