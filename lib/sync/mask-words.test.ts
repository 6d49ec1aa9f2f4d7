import { expect, test } from 'vitest';
import { createMask } from '../http/redact.ts';
import { maskWords } from './mask-words.ts';

test('a secret that happens to be a word of ours garbles nothing that programs read', () => {
  const mask = createMask(['warning', 'orders']);
  expect(maskWords({ type: 'warning', resource: 'orders', message: 'a warning about orders' }, mask)).toEqual({
    type: 'warning',
    resource: 'orders',
    message: 'a *** about ***',
  });
});
