import { expect, test } from 'vitest';
import type { DescribedSecret } from '../../lib/index.ts';
import { groupSecrets } from './secret-groups.ts';

const at = { file: '.dango/sources.yml', line: 7, column: 1 };

const listing = (name: string, source: string | undefined, rest: Partial<DescribedSecret> = {}): DescribedSecret => ({
  name,
  source,
  status: 'set',
  origin: `.env ${name}`,
  stored: undefined,
  usedAt: source === undefined ? [] : [at],
  mentionedAt: [],
  behind: undefined,
  ...rest,
});

test('sources that share a value stand together, those with a value of their own apart, missing ones first, unused ones last', () => {
  const groups = groupSecrets([
    listing('TOKEN', 'shop'),
    listing('TOKEN', 'club'),
    listing('TOKEN', 'bank', { origin: '.dlt/secrets.toml [sources.bank] TOKEN' }),
    listing('api_key', undefined),
    listing('ZEBRA', 'shop', { status: 'missing', origin: undefined }),
  ]);
  expect(groups.map(({ name, kind, uses }) => [name, kind, uses.map(({ source }) => source)])).toEqual([
    ['ZEBRA', 'missing', ['shop']],
    ['TOKEN', 'used', ['shop', 'club']],
    ['TOKEN', 'used', ['bank']],
    ['api_key', 'unused', []],
  ]);
  expect(groups[0]?.uses).toEqual([{ source: 'shop', places: [at] }]);
});
