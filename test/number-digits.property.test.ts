import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lostDigitsOf } from '../lib/schema/decimal-digits.ts';
import { restSourcesYml } from './support/rest-sources-yml.ts';
import { readWarehouse } from './support/read-warehouse.ts';
import { startServer } from './support/start-server.ts';
import { syncShop } from './support/sync-here.ts';
import { createTempProject } from './support/temp-project.ts';

const digits = fc.stringMatching(/^(0|[1-9]\d{0,20})$/);
const fraction = fc
  .tuple(fc.constantFrom('', '-'), digits, fc.stringMatching(/^\.\d{1,30}(e-?\d)?$/))
  .map((parts) => parts.join(''));
/** No integers beyond 2^53: a column keeps those as they are, and fractions beside them go to a variant. */
const double = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .filter((value) => !Number.isInteger(value) || Number.isSafeInteger(value))
  .map((value) => JSON.stringify(value));

/** The exact value, as a ratio to a power of ten that is the same for all. */
function exactOf(text: string): bigint {
  const [, sign, whole = '', part = '', power = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text) ?? [];
  const value = BigInt(whole + part) * 10n ** BigInt(400 + Number(power) - part.length);
  return sign === '-' ? -value : value;
}

test('a number loses digits exactly where the text of its double has another value', () => {
  fc.assert(
    fc.property(fc.oneof(fraction, double), (text) => {
      expect(lostDigitsOf(text) > 0).toBe(exactOf(text) !== exactOf(String(Number(text))));
    }),
  );
});

test('a column of text keeps every digit, any other holds the nearest double, and a rounded field is told', async () => {
  const [sample = []] = fc.sample(fc.array(fc.oneof(fraction, double), { minLength: 60, maxLength: 60 }), 1);
  const numbers = [...sample, '0.12345678901234567890123', '33.333333333333333333', '1.50', '12.5000000000000000000'];
  const body = JSON.stringify(numbers.map((_, id) => ({ id, v: '@', w: { x: '@' } }))).replaceAll('"@"', '@');
  let next = 0;
  const filled = body.replaceAll('@', () => numbers[Math.floor(next++ / 2)] ?? '');
  await using server = await startServer(() => ({ headers: { 'content-type': 'application/json' }, body: filled }));
  const resources = '        - { name: items, columns: { w.x: { type: text } } }\n';
  const { root } = await createTempProject({ sourcesYml: restSourcesYml('shop', server.url, resources) });
  const { warnings, ...synced } = await syncShop(root);
  expect(synced, numbers.join(' ')).toMatchObject({ status: 'succeeded' });
  expect(warnings).toContain('items has numbers of more than 17 digits, which a DOUBLE rounds: v.');
  const rows = await readWarehouse(root, 'SELECT v::DOUBLE AS v, w__x AS text FROM raw_shop.items ORDER BY id');
  for (const [index, written] of numbers.entries()) {
    expect(rows[index]?.['v']).toBe(Number(written) === 0 ? 0 : Number(written));
    expect(exactOf(String(rows[index]?.['text']))).toBe(exactOf(written));
  }
});

test('a decimal keeps the digits that a double would lose', async () => {
  const numbers = ['0.12345678901234567890', '12345678901234567.25', '12.50', '7', '-0.00000000000000000001'];
  const body = `[${numbers.map((number, id) => `{"id":${id},"v":${number}}`).join(',')}]`;
  await using server = await startServer(() => ({ headers: { 'content-type': 'application/json' }, body }));
  const resources = '        - name: items\n          columns: { v: { type: decimal, precision: 38, scale: 20 } }\n';
  const { root } = await createTempProject({ sourcesYml: restSourcesYml('shop', server.url, resources) });
  expect(await syncShop(root)).toMatchObject({ status: 'succeeded', warnings: '' });
  const rows = await readWarehouse(root, 'SELECT * EXCLUDE (_dlt_id, _dlt_load_id) FROM raw_shop.items ORDER BY id');
  expect(rows.map((row) => [Object.keys(row), exactOf(String(row['v']))])).toEqual(
    numbers.map((number) => [['id', 'v'], exactOf(number)]),
  );
});
