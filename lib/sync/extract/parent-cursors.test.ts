import { expect, test } from 'vitest';
import type { Resource } from '../../sdk/resource.ts';
import { boundaryHash } from './boundary-hash.ts';
import { mostKnownRecords } from './known-records.ts';
import { mostParents, ParentCursors } from './parent-cursors.ts';
import { rootOrigin, type SeriesOrigin } from './series-origin.ts';

const resource: Resource = {
  name: 'notes',
  writeDisposition: 'append',
  primaryKey: ['id'],
  incremental: { cursorPath: 'at', initialValue: 0 },
  parent: 'users',
  records: () => [],
};
const originOf = (parentRecord: unknown): SeriesOrigin => ({ ...rootOrigin, parentRecord });

function open(parents: Readonly<Record<string, readonly unknown[]>>, canRepeat = false): ParentCursors {
  const saved = { initial_value: 0, last_value: null, unique_hashes: [], parents };
  const keyOf = ({ parentRecord }: SeriesOrigin): string => String(parentRecord);
  const incremental = { cursorPath: 'at', initialValue: 0 };
  return new ParentCursors(resource, incremental, keyOf, saved, { canRepeat: () => canRepeat });
}

test('there are so many parents at most, those that are not read any more included', () => {
  const cursors = open(Object.fromEntries(Array.from({ length: mostParents - 1 }, (_, id) => [`old ${id}`, [1]])));
  cursors.for(originOf('new'));
  expect(() => cursors.for(originOf('one too many'))).toThrow(/more than 10000 records, each with a cursor "at"/);
  expect(cursors.for(originOf('old 1')).startValue).toBe(1);
  expect(cursors.for(originOf('new')).startValue).toBe(0);
});

test('so many records at their boundaries are known over all of them, or few each where they merge', () => {
  const hashes = Array.from({ length: mostKnownRecords - 1 }, (_, id) => boundaryHash({}, [id]));
  const appending = open({ full: [1, ...hashes] });
  expect(appending.for(originOf('a')).accept({ id: 1, at: 5 })).toBe(true);
  expect(() => appending.for(originOf('b')).accept({ id: 2, at: 5 })).toThrow(/More than 50000 records of notes/);
  const merging = open({}, true);
  for (const id of [1, 2, 3, 4, 5, 6]) merging.for(originOf('many')).accept({ id, at: 5 });
  for (const id of [1, 2]) merging.for(originOf('few')).accept({ id, at: 5 });
  expect(merging.state()?.['at']?.parents).toEqual({
    many: [5],
    few: [5, boundaryHash({}, [1]), boundaryHash({}, [2])],
  });
});

test('a record of the parent counts once, whether it was saved, is read now, or both', () => {
  const saved = Object.fromEntries(Array.from({ length: mostParents / 2 + 1 }, (_, id) => [`old ${id}`, [1]]));
  const cursors = open(saved);
  for (const key of Object.keys(saved)) cursors.for(originOf(key));
  expect(cursors.for(originOf('new')).startValue).toBe(0);
});

test('what is known at the positions stays known where nothing new comes', () => {
  const hashes = (parent: number): string[] =>
    Array.from({ length: mostKnownRecords / 10 - 1 }, (_, id) => boundaryHash({}, [parent, id]));
  const parents = Object.fromEntries(Array.from({ length: 10 }, (_, id) => [`p${id}`, [1, ...hashes(id)]]));
  const cursors = open(parents);
  for (const key of Object.keys(parents)) cursors.for(originOf(key));
  expect(cursors.state()?.['at']?.parents).toEqual(parents);
});
