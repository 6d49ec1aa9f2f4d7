import { describe, expect, test } from 'vitest';
import { decodeState, emptyState, encodeNextState, withIncremental } from './pipeline-state.ts';

const names = { pipelineName: 'shop', dataset: 'raw_shop', schemaName: 'shop' };
const cursor = { initial_value: null, last_value: 12345678901234567890n, unique_hashes: ['a'] };

describe('the pipeline state', () => {
  test('comes back as it was stored, with every digit', () => {
    const content = withIncremental({}, 'shop', new Map([['orders', { id: cursor }]]));
    const encoded = encodeNextState(emptyState, content, names);
    const decoded = decodeState(encoded?.text ?? '');
    expect(decoded.version).toBe(1);
    expect(decoded.content.sources?.['shop']?.resources?.['orders']?.incremental).toEqual({ id: cursor });
    expect(decoded.content).toMatchObject({ pipeline_name: 'shop', _state_engine_version: 4, schema_names: ['shop'] });
  });

  test('grows by one with a change and stays without one', () => {
    const first = decodeState(encodeNextState(emptyState, { sources: {} }, names)?.text ?? '');
    expect(encodeNextState(first, first.content, names)).toBeUndefined();
    const changed = withIncremental(first.content, 'shop', new Map([['orders', { id: cursor }]]));
    expect(encodeNextState(first, changed, names)?.version).toBe(2);
  });

  test('a reset resource leaves the others alone', () => {
    const two = withIncremental(
      {},
      'shop',
      new Map([
        ['orders', { id: cursor }],
        ['users', { id: cursor }],
      ]),
    );
    const one = withIncremental(two, 'shop', new Map([['orders', null]]));
    expect(Object.keys(one.sources?.['shop']?.resources ?? {})).toEqual(['users']);
  });
});
