import { expect, test } from 'vitest';
import type { PastedSecret } from '../../lib/index.ts';
import { isWanted, pastedWords } from './pasted-words.ts';

const secret = (rest: Partial<PastedSecret>): PastedSecret => ({
  section: '',
  key: 'TOKEN',
  effect: 'new',
  usedBy: [],
  behind: [],
  isMentioned: false,
  ...rest,
});

test('what is read by something is chosen from the start, and what is not says so', () => {
  const cases = [
    secret({ usedBy: ['shop', 'club'] }),
    secret({ isMentioned: true }),
    secret({ behind: [{ source: 'shop', origin: '.env TOKEN' }] }),
    secret({}),
    secret({ effect: 'empty', usedBy: ['shop'] }),
    secret({ effect: 'unusable' }),
  ];
  expect(cases.map((one) => [isWanted(one), pastedWords(one)])).toEqual([
    [true, 'Used by shop, club.'],
    [true, 'A module in custom_sources has this name and may read it.'],
    [false, 'shop takes its value from .env TOKEN, which comes first.'],
    [false, 'No source uses it.'],
    [false, 'Has no value.'],
    [false, expect.stringContaining('Cannot be stored')],
  ]);
});
