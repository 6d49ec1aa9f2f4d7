import { describe, expect, test } from 'vitest';
import { toProcessingSteps } from '../../spec/to-processing-steps.ts';
import type { StepSpec } from '../../spec/steps-spec.ts';
import { applySteps } from './apply-steps.ts';

/** What steps, as they are written in sources.yml, make of records. */
function apply(specs: readonly StepSpec[], ...records: readonly unknown[]): unknown[] {
  const steps = toProcessingSteps(specs);
  return records.flatMap((record) => applySteps(steps, record));
}

const posts = [0, 1, 2].map((id) => ({ id, title: `Post ${id}`, by: { name: `U${id}`, mail: 'x@y.z' } }));

describe('the order of steps matters', () => {
  test('what one step makes, the next one sees', () => {
    const add: StepSpec = { add: { key: 'k{record.id}' } };
    expect(apply([add, { filter: { field: 'key', value: 'k1' } }], ...posts)).toHaveLength(1);
    expect(apply([{ filter: { field: 'key', value: 'k1' } }, add], ...posts)).toEqual([]);
  });

  test('records stay as they were, and without steps they are the same', () => {
    const [post] = posts;
    const before = structuredClone(post);
    apply([{ rename: { 'by.name': 'author' } }, { add: { 'by.x': 1 } }, { map: { title: 'upper' } }], post);
    expect(post).toEqual(before);
    expect(applySteps([], post)[0]).toBe(post);
  });
});

describe('filter', () => {
  const record = {
    n: 5,
    big: 9007199254740993n,
    t: 'abc',
    at: '2024-01-02T00:00:00+01:00',
    no: null,
    l: ['a'],
    b: true,
  };
  test.each([
    [{ field: 'n', value: 5 }, true],
    [{ field: 'n', value: '5' }, false],
    [{ field: 'n', op: 'not_equals', value: 5 }, false],
    [{ field: 'no', op: 'not_equals', value: 5 }, true],
    [{ field: 'n', value: [4, 5] }, true],
    [{ field: 'n', op: 'not_in', value: [4, 5] }, false],
    [{ field: 'n', op: 'less_than', value: 6 }, true],
    [{ field: 'n', op: 'less_than', value: 5 }, false],
    [{ field: 'n', op: 'at_most', value: 5 }, true],
    [{ field: 'n', op: 'greater_than', value: 4 }, true],
    [{ field: 'n', op: 'at_least', value: 6 }, false],
    [{ field: 'big', op: 'greater_than', value: 9007199254740992 }, true],
    [{ field: 'no', op: 'less_than', value: 6 }, false],
    [{ field: 'no', op: 'at_least', value: 0 }, false],
    [{ field: 'gone', op: 'at_most', value: 6 }, false],
    [{ field: 't', op: 'less_than', value: 6 }, false],
    [{ field: 't', op: 'greater_than', value: 'abb' }, true],
    [{ field: 'at', op: 'less_than', value: '2024-01-02' }, true],
    [{ field: 'at', value: '2024-01-01T23:00:00Z' }, true],
    [{ field: 't', op: 'contains', value: 'bc' }, true],
    [{ field: 'l', op: 'contains', value: 'a' }, true],
    [{ field: 'n', op: 'contains', value: '5' }, false],
    [{ field: 't', op: 'starts_with', value: 'ab' }, true],
    [{ field: 't', op: 'ends_with', value: 'ab' }, false],
    [{ field: 'l[0]', value: 'a' }, true],
    [{ field: 'b', value: true }, true],
    [{ field: 'b', value: 'true' }, false],
    [{ field: 'n' }, true],
    [{ field: 'no', op: 'exists' }, false],
    [{ field: 'no', op: 'missing' }, true],
  ] satisfies [StepSpec['filter'], boolean][])('%j', (filter, holds) => {
    expect(apply([{ filter }], record)).toEqual(holds ? [record] : []);
  });

  test('a text is an expression; of a list one is enough', () => {
    expect(apply([{ filter: 'record.n > 4 && record.t.startsWith("a")' }], record)).toEqual([record]);
    expect(apply([{ filter: 'record.n > 5' }], record)).toEqual([]);
    expect(apply([{ filter: ['record.n > 5', { field: 'b', value: true }] }], record)).toEqual([record]);
  });

  test('of a list one condition is enough', () => {
    const filter = [{ field: 'id', value: 0 }, { field: 'title', op: 'ends_with', value: '2' } as const];
    expect(apply([{ filter }], ...posts)).toEqual([posts[0], posts[2]]);
  });
});

describe('fields', () => {
  test('remove and keep, at any depth', () => {
    expect(apply([{ remove: ['title', 'by.mail', 'gone', 'id.x'] }], posts[1])).toEqual([
      { id: 1, by: { name: 'U1' } },
    ]);
    expect(apply([{ keep: ['id', 'by.name', 'gone'] }], posts[1])).toEqual([{ id: 1, by: { name: 'U1' } }]);
  });

  test('rename moves a value, out of an object and into one; what is missing is left alone', () => {
    const rename = { 'by.name': 'author', id: 'key.number', gone: 'x' };
    expect(apply([{ rename }], posts[1])).toEqual([
      { title: 'Post 1', by: { mail: 'x@y.z' }, author: 'U1', key: { number: 1 } },
    ]);
  });

  test('add sets constants and texts with fields; a field alone keeps its type', () => {
    const add = {
      source: 'shop',
      n: 1,
      ok: true,
      label: '{record.by.name}/{record.gone}/{x}',
      copy: '{record.by}',
      none: '{record.gone}',
    };
    expect(apply([{ add }, { keep: Object.keys(add) }], posts[1])).toEqual([
      { source: 'shop', n: 1, ok: true, label: 'U1//{x}', copy: posts[1]?.by, none: null },
    ]);
  });

  test('explode makes a record of each item; other fields stand beside it', () => {
    const records = [
      { id: 1, tags: [{ name: 'a' }, 'b'] },
      { id: 2, tags: [] },
      { id: 3, tags: null },
      { id: 4, tags: 'x' },
    ];
    expect(apply([{ explode: 'tags' }, { rename: { tags: 'tag' } }], ...records)).toEqual([
      { id: 1, tag: { name: 'a' } },
      { id: 1, tag: 'b' },
      { id: 4, tag: 'x' },
    ]);
  });

  test('a record that is no object stands under value', () => {
    expect(apply([{ add: { n: 1 } }], 'a')).toEqual([{ value: 'a', n: 1 }]);
  });

  test('a name that objects have by themselves is a name like any other', () => {
    const [made] = apply([{ add: { '__proto__.x': 1 } }], {});
    expect(Object.keys(made as object)).toEqual(['__proto__']);
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});

describe('map', () => {
  test.each([
    ['text', 5, '5'],
    ['text', 9007199254740993n, '9007199254740993'],
    ['text', { a: 1 }, { a: 1 }],
    ['number', ' 1.50 ', 1.5],
    ['number', '9007199254740993', 9007199254740993n],
    ['number', '1e3', 1000],
    ['number', '1,5', '1,5'],
    ['number', '', ''],
    ['integer', '7.9', 7],
    ['integer', -7.9, -7],
    ['boolean', 'Yes', true],
    ['boolean', 0, false],
    ['boolean', 'maybe', 'maybe'],
    ['instant', 1704067200, '2024-01-01T00:00:00.000Z'],
    ['instant', '1704067200000', '2024-01-01T00:00:00.000Z'],
    ['instant', '2024-01-01', '2024-01-01T00:00:00.000Z'],
    ['instant', 'soon', 'soon'],
    ['json', '{"a":[1]}', { a: [1] }],
    ['json', '{a}', '{a}'],
    ['lower', 'ÄB', 'äb'],
    ['upper', 'äb', 'ÄB'],
    ['trim', ' a ', 'a'],
    ['null_if_empty', ' ', null],
    ['lower', null, null],
  ] as const)('%s of %s', (change, value, changed) => {
    expect(apply([{ map: { 'a.b': change } }], { a: { b: value } })).toEqual([{ a: { b: changed } }]);
  });

  test('a field that is missing stays missing', () => {
    expect(apply([{ map: { gone: 'lower' } }], { id: 1 })).toEqual([{ id: 1 }]);
  });
});

describe('expressions', () => {
  const order = { id: 1, price: 2.5, quantity: 3, mail: 'A@B.C', tags: null };

  test('add sets what they give, from the record as the steps before left it', () => {
    const add = { total: { expression: 'record.price * record.quantity' }, note: { expression: 'record.?note' } };
    expect(
      apply([{ rename: { price: 'cost' } }, { add: { total: { expression: 'record.cost * 2' } } }], order),
    ).toEqual([{ id: 1, quantity: 3, mail: 'A@B.C', tags: null, cost: 2.5, total: 5 }]);
    expect(apply([{ add }], order)).toEqual([{ ...order, total: 7.5, note: null }]);
  });

  test('map changes a value that is there; null is one', () => {
    const map = {
      mail: { expression: "value.lower() + ' ' + string(record.id)" },
      tags: { expression: 'value == null ? [] : value' },
      gone: { expression: 'value + 1' },
    };
    expect(apply([{ map }], order)).toEqual([{ ...order, mail: 'a@b.c 1', tags: [] }]);
  });

  test('one that cannot be worked out names step, record and request', () => {
    const steps = toProcessingSteps([{ remove: 'tags' }, { filter: 'record.total > 1' }]);
    const place = { resource: 'orders', exchange: 12, position: 3 };
    expect(() => applySteps(steps, order, place)).toThrow(
      expect.objectContaining({
        code: 'records-missing',
        message:
          'Step 2 (filter) of "orders" for record 3 of exchange 12: There is no field "total", at 1:8 of the expression record.total > 1',
        hint: 'Ask first with has(record.total), or give a value for that case: record.?total.orValue(0).',
      }),
    );
    expect(() => apply([{ filter: 'record.mail > 1' }], order)).toThrow(
      expect.objectContaining({ code: 'response-invalid' }),
    );
  });
});
