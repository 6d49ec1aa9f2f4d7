import { describe, expect, test } from 'vitest';
import {
  changeFields,
  explodeField,
  keepFields,
  meets,
  removeFields,
  renameFields,
  setFields,
  textAt,
} from './change-record.ts';
import { evaluate } from './evaluate.ts';

const order = { id: 1, total: 10, status: 'paid', customer: { id: 'c1', mail: 'a@b.c' }, tags: ['x', 'y'] };

describe('what is done to records', () => {
  test('no record is changed', () => {
    const before = structuredClone(order);
    removeFields(order, 'customer.mail');
    setFields(order, { 'customer.name': 'Ada' });
    renameFields(order, { 'customer.id': 'customer_id' });
    expect(order).toEqual(before);
  });

  test('fields are removed, kept, renamed', () => {
    expect(removeFields(order, 'tags', 'customer.mail', 'nothing')).toEqual({
      id: 1,
      total: 10,
      status: 'paid',
      customer: { id: 'c1' },
    });
    expect(keepFields(order, 'id', 'customer.mail', 'nothing')).toEqual({ id: 1, customer: { mail: 'a@b.c' } });
    expect(keepFields(renameFields(order, { 'customer.id': 'by', nothing: 'x' }), 'by', 'x')).toEqual({ by: 'c1' });
  });

  test('fields are set in their order, and what is worked out sees those before', () => {
    const made = setFields(order, {
      source: 'shop',
      label: (record) => `${textAt(record, 'source')} ${textAt(record, 'nothing')}`,
      double: (record) => evaluate('record.total * 2.0', record),
    });
    expect(keepFields(made, 'source', 'label', 'double')).toEqual({ source: 'shop', label: 'shop ', double: 20 });
  });

  test('values are changed by a word or a function; fields that are missing are passed over', () => {
    const changed = changeFields(
      { total: '7', at: 0, name: ' A ' },
      {
        total: 'integer',
        at: 'instant',
        name: (value, record) => evaluate('value.trim() + string(record.total)', record, value),
        nothing: 'trim',
      },
    );
    expect(changed).toEqual({ total: 7, at: '1970-01-01T00:00:00.000Z', name: 'A7' });
  });

  test('one record for each item of a list', () => {
    expect(explodeField({ id: 1, tags: ['x', 'y'] }, 'tags')).toEqual([
      { id: 1, tags: 'x' },
      { id: 1, tags: 'y' },
    ]);
    expect(explodeField({ id: 1 }, 'tags')).toEqual([]);
    expect(explodeField('plain', 'value')).toEqual([{ value: 'plain' }]);
  });

  test('a record meets one of the conditions', () => {
    expect(meets(order, { field: 'status', value: 'paid' })).toBe(true);
    expect(meets(order, { field: 'status', value: ['open', 'paid'] })).toBe(true);
    expect(meets(order, { field: 'customer.phone' })).toBe(false);
    expect(meets(order, { field: 'total', op: 'greater_than', value: 10 }, "record.customer.id == 'c1'")).toBe(true);
    expect(() => meets(order, 'record.nothing > 1')).toThrow(expect.objectContaining({ code: 'records-missing' }));
  });
});
