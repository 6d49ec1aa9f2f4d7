import { describe, expect, test } from 'vitest';

import { findSource } from './find-source.ts';

const base = `sources:
  - name: first
  - name: shop
    type: rest_api
  - name: last
`;

describe('a source in the text', () => {
  test('is found by its name, also in brackets and behind others that came', () => {
    expect(findSource(base, base, 'shop')).toEqual({ index: 1, called: 'shop' });
    expect(findSource(base, 'sources: [{ name: new }, { name: shop }]', 'shop')).toEqual({ index: 1, called: 'shop' });
  });

  test('stays itself while it is renamed', () => {
    const renamed = base.replace('name: shop', 'name: store');
    expect(findSource(base, renamed, 'shop')).toEqual({ index: 1, called: 'store' });
    expect(findSource(base, base.replace('name: shop', 'name:'), 'shop')).toEqual({ index: 1, called: 'shop' });
  });

  test('is none where it was removed, or more than its name has changed', () => {
    const nowhere = { index: undefined, called: 'shop' };
    expect(findSource(base, base.replace('  - name: shop\n    type: rest_api\n', ''), 'shop')).toEqual(nowhere);
    const both = base.replace('name: shop', 'name: a').replace('name: last', 'name: b');
    expect(findSource(base, both, 'shop')).toEqual(nowhere);
  });
});
