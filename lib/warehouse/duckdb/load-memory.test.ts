import { expect, test } from 'vitest';
import { DangoError } from '../../errors/dango-error.ts';
import type { PackageResource } from '../../loads/manifest.ts';
import { TypeNode } from '../../schema/type-node.ts';
import { typeTreeToJson } from '../../schema/type-tree-json.ts';
import { isOutOfMemory, loadMemory } from './load-memory.ts';

function resourceOf(columns: number, disposition: PackageResource['write_disposition'] = 'append'): PackageResource {
  const types = new TypeNode();
  types.observe(Object.fromEntries(Array.from({ length: columns }, (_, index) => [`c${index}`, [index]])));
  return { types: typeTreeToJson(types), write_disposition: disposition } as PackageResource;
}

test('wide resources and merges get more memory at once, others only when they need it', () => {
  expect(loadMemory({ resources: [resourceOf(5)] })).toEqual(['200MB', '1GB']);
  expect(loadMemory({ resources: [resourceOf(5), resourceOf(5, 'merge')] })).toEqual(['1GB']);
  expect(loadMemory({ resources: [resourceOf(5), resourceOf(60)] })).toEqual(['1GB']);
});

test('tells a lack of memory from other errors', () => {
  const cause = new Error('Out of Memory Error: failed to pin block of size 256.0 KiB (299.9 MiB/300.0 MiB used)');
  expect(isOutOfMemory(new DangoError('Load 1 failed', { code: 'warehouse-failed', cause }))).toBe(true);
  expect(isOutOfMemory(new Error('Conversion Error: Out of Memory Error'))).toBe(false);
});
