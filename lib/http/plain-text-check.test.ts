import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPlainText, joinMasks } from './plain-text-check.ts';
import { createMask } from './redact.ts';

const secrets = ['s3cret-token', 'naïve Schlüssel', 'a\nb-of-a-key-with-lines', '"quoted\\"', 'dW5kZXI_', '🔑🔑'];

test('a text in which something is masked is never taken for plain, whatever the secrets and their spellings', () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      ...secrets,
      ...secrets.map((secret) => encodeURIComponent(secret)),
      ...secrets.map((secret) => JSON.stringify(secret)),
      ...secrets.map((secret) => Buffer.from(`user:${secret}`).toString('base64')),
    ),
  );
  let plain = 0;
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), fc.subarray(secrets), (parts, known) => {
      const text = parts.join('').toWellFormed();
      const mask = joinMasks([createMask(known), createMask(['another-secret'])]);
      const isPlain = isPlainText(Buffer.from(text), mask);
      plain += isPlain ? 1 : 0;
      expect(isPlain && mask(text) !== text).toBe(false);
    }),
    { numRuns: 500 },
  );
  expect(plain).toBeGreaterThan(50);
});

test('nothing is known of a mask that cannot look at bytes', () => {
  const blind = (text: string): string => text;
  expect(isPlainText(Buffer.from('a'), blind)).toBe(false);
  expect(isPlainText(Buffer.from('a'), joinMasks([createMask([]), blind]))).toBe(false);
  expect(isPlainText(Buffer.from('a'), joinMasks([createMask([]), createMask(['long enough'])]))).toBe(true);
});
