import { expect, test } from 'vitest';
import type { SecretListing } from '../../lib/index.ts';
import { groupSecrets } from './secret-groups.ts';

const listing = (name: string, source: string | undefined, rest: Partial<SecretListing> = {}): SecretListing => ({
  name,
  source,
  status: 'set',
  origin: `.env ${name}`,
  stored: undefined,
  usedAt: source === undefined ? [] : [{ file: '.dango/sources.yml', line: 7, column: 1 }],
  ...rest,
});

test('sources that share a value stand together, those with a value of their own apart, missing ones first', () => {
  const groups = groupSecrets([
    listing('TOKEN', 'shop'),
    listing('TOKEN', 'club'),
    listing('TOKEN', 'bank', { origin: '.dlt/secrets.toml [sources.bank] TOKEN' }),
    listing('api_key', undefined),
    listing('ZEBRA', 'shop', { status: 'missing', origin: undefined }),
  ]);
  expect(groups.map(({ name, uses }) => [name, uses.map(({ source }) => source)])).toEqual([
    ['ZEBRA', ['shop']],
    ['api_key', []],
    ['TOKEN', ['shop', 'club']],
    ['TOKEN', ['bank']],
  ]);
  expect(groups[0]?.uses).toEqual([{ source: 'shop', lines: [7] }]);
});
