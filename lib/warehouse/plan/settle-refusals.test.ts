import { describe, expect, test } from 'vitest';
import { DangoError } from '../../errors/dango-error.ts';
import type { PackageResource } from '../../loads/manifest.ts';
import { settleRefusals } from './settle-refusals.ts';

const cursor = { at: { initial_value: null, last_value: 1, unique_hashes: [] } };
const resource = (name: string, facts: Partial<PackageResource> = {}): PackageResource => ({
  name,
  table: name,
  parent: null,
  write_disposition: 'merge',
  primary_key: ['id'],
  is_full_refresh: false,
  rows: 1,
  longest_line: 1,
  files: [],
  types: [0, 0, null, null],
  incremental: null,
  ...facts,
});
const refusal = (name: string): Map<string, DangoError> =>
  new Map([[name, new DangoError('no key', { code: 'rows-refused' })]]);

function settled(resources: readonly PackageResource[], name: string): { refused: string[]; kept: string[] } {
  const { refused, keepsCursor } = settleRefusals(resources, refusal(name));
  return { refused: [...refused.keys()].toSorted(), kept: [...keepsCursor] };
}

describe('when a child is refused', () => {
  test('a merging parent loads and keeps its cursor', () => {
    const family = [resource('orders', { incremental: cursor }), resource('lines', { parent: 'orders' })];
    expect(settled(family, 'lines')).toEqual({ refused: ['lines'], kept: ['orders'] });
  });

  test('an appending parent is refused too, and so are appending children of a parent that keeps its cursor', () => {
    const append = { write_disposition: 'append' } as const;
    const lines = resource('lines', { parent: 'orders' });
    expect(settled([resource('orders', { incremental: cursor, ...append }), lines], 'lines').refused).toEqual([
      'lines',
      'orders',
    ]);
    const notes = resource('notes', { parent: 'orders', ...append });
    expect(settled([resource('orders', { incremental: cursor }), lines, notes], 'lines').refused).toEqual([
      'lines',
      'notes',
    ]);
  });

  test('a parent without cursor, and strangers, go on', () => {
    const family = [
      resource('users'),
      resource('profiles', { parent: 'users' }),
      resource('other', { incremental: cursor }),
    ];
    expect(settled(family, 'profiles')).toEqual({ refused: ['profiles'], kept: [] });
  });
});

test('when a parent is refused, what its children append would come twice', () => {
  const family = [
    resource('orders', { incremental: cursor }),
    resource('lines', { parent: 'orders', write_disposition: 'append' }),
    resource('notes', { parent: 'orders' }),
  ];
  expect(settled(family, 'orders')).toEqual({ refused: ['lines', 'orders'], kept: [] });
});

test('a full refresh that goes on in further packages leaves the tables of a family as they are', () => {
  const first = { is_full_refresh: true, is_continued: true } as const;
  const family = [
    resource('orders', { incremental: cursor, ...first }),
    resource('lines', { parent: 'orders', ...first }),
    resource('notes', { parent: 'orders', incremental: cursor, ...first }),
    resource('users', { is_full_refresh: true }),
  ];
  for (const name of ['orders', 'lines', 'notes']) {
    expect(settled(family, name)).toEqual({ refused: ['lines', 'notes', 'orders'], kept: [] });
  }
});
