import { expect, test } from 'vitest';
import { TypeNode } from './type-node.ts';

/** An object in an object, so many levels in all, the innermost one empty. */
const nested = (levels: number): unknown => JSON.parse(`${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`);

test('a record may have a thousand levels, and not one more', () => {
  new TypeNode().observe(nested(1000));
  new TypeNode().observe({ list: [nested(998), 1, null] });
  expect(() => new TypeNode().observe(nested(1001))).toThrow('nested more than 1000 levels');
  expect(() => new TypeNode().observe([1, { b: nested(100_000) }])).toThrow('nested more than 1000 levels');
});
