import { describe, expect, test } from 'vitest';
import { parseJsonPath } from '../../spec/json-path.ts';
import { selectRecords } from './select-records.ts';

const select = (body: unknown, path: string) => selectRecords(body, parseJsonPath(path), 'https://api.test/users');

describe('selectRecords', () => {
  test('a list holds the records', () => {
    expect(select({ data: [{ id: 1 }, { id: 2 }] }, 'data')).toEqual([{ id: 1 }, { id: 2 }]);
    expect(select([1, 2], '$')).toEqual([1, 2]);
  });

  test('an object is one record', () => {
    expect(select({ data: { id: 1 } }, 'data')).toEqual([{ id: 1 }]);
    expect(select({ id: 1 }, '$')).toEqual([{ id: 1 }]);
  });

  test('null and an empty list are no records', () => {
    expect(select({ users: null }, 'users')).toEqual([]);
    expect(select({ users: [] }, 'users')).toEqual([]);
  });

  test('several matches are several records, or lists of them', () => {
    const body = { groups: [{ users: [{ id: 1 }] }, { users: [] }, { users: [{ id: 2 }, { id: 3 }] }] };
    expect(select(body, 'groups[*].users')).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
    expect(select({ a: [{ x: { id: 1 } }, { x: { id: 2 } }] }, 'a[*].x')).toEqual([{ id: 1 }, { id: 2 }]);
  });

  test('a star over an empty list is no record', () => {
    expect(select({ groups: [] }, 'groups[*].users')).toEqual([]);
    expect(select([], '[*].users')).toEqual([]);
  });

  test('a filter or a search may find nothing where it was looked for', () => {
    const body = {
      items: [
        { id: 1, kind: 'a' },
        { id: 2, kind: 'b' },
      ],
    };
    expect(select(body, "items[?@.kind == 'b']")).toEqual([{ id: 2, kind: 'b' }]);
    expect(select(body, "items[?@.kind == 'c']")).toEqual([]);
    expect(select(body, '$..items[*]')).toEqual(body.items);
    expect(() => select(body, "item[?@.kind == 'b']")).toThrow('the response has items.');
  });

  test('a path that leads nowhere names the response and what is there', () => {
    expect(() => select({ data: { users: [], total: 0 } }, 'data.user')).toThrow(
      expect.objectContaining({
        code: 'records-missing',
        message:
          'Nothing at data_selector "data.user" in the response of https://api.test/users: "data" has users, total.',
      }),
    );
    expect(() => select({ items: [] }, 'data[*].id')).toThrow('the response has items.');
    expect(() => select([], 'data')).toThrow('the response is a list of 0.');
    expect(() => select('text', 'data')).toThrow('the response is "text".');
  });
});
