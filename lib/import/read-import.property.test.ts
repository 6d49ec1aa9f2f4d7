import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DangoError } from '../errors/dango-error.ts';
import { chooseLists } from './choose-resources.ts';
import { findFaults } from './openapi/find-faults.ts';
import { readImport, recognizeImport } from './read-import.ts';
import { writeSource } from './write-source.ts';

const fixtures = join(import.meta.dirname, '../../test/fixtures/openapi');
const documents = ['legacy.json', 'shop.yaml', 'stream.yaml'].map((file) => {
  const found = recognizeImport(readFileSync(join(fixtures, file), 'utf8'), file);
  return found.kind === 'curl' || found.kind === 'url' ? {} : found.document;
});

/** Everything that an import does with a text; whatever is wrong with it is told by a DangoError. */
function importText(text: string): string {
  try {
    const result = readImport(recognizeImport(text, 'the text'), { file: 'the text' });
    if (result.type === 'finished') return result.sources.map(({ yaml }) => yaml).join('');
    const { proposal } = result;
    const all = new Set(proposal.resources.map(({ id }) => id));
    chooseLists(proposal);
    return `${writeSource(proposal, all, 'the text').yaml}${JSON.stringify({ ...proposal, secrets: [] })}`;
  } catch (error) {
    if (DangoError.is(error)) return error.message;
    throw error;
  }
}

/** The value with the part at some place in it replaced. */
function replaceAt(value: unknown, choices: readonly number[], by: unknown): unknown {
  const [choice, ...rest] = choices;
  if (choice === undefined || typeof value !== 'object' || value === null) return by;
  const keys = Object.keys(value);
  const key = keys[choice % Math.max(1, keys.length)];
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (String(index) === key ? replaceAt(item, rest, by) : item));
  return { ...value, [key]: replaceAt((value as Record<string, unknown>)[key], rest, by) };
}

const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    { $ref: '#/components/schemas/Order' },
    { $ref: '#' },
    { $ref: 'gone.yaml#/x' },
    { allOf: [{ $ref: '#' }] },
    '${x',
    '{resources.a.b}',
    '__proto__',
  ),
);

test('a description with any fault gives a source that validates, or says what is wrong', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...documents),
      fc.array(fc.nat(20), { minLength: 1, maxLength: 9 }),
      anything,
      (document, choices, by) => {
        const broken = replaceAt(document, choices, by);
        importText(JSON.stringify(broken));
        expect(findFaults(broken).length).toBeLessThan(10);
      },
    ),
    { numRuns: Number(process.env['FC_RUNS'] ?? 300) },
  );
});

const word = fc.oneof(
  fc.constantFrom(
    '-H',
    '-d',
    '-u',
    '-b',
    '--json',
    '-G',
    '-X',
    'POST',
    '\\\n',
    '^\n',
    "$'",
    "'",
    '"',
    '`\n',
    '${A}',
    '-sS',
    '--next',
    '|',
    'curl',
  ),
  fc.constantFrom('https://api.x.test/v1/items?page=1', "'Authorization: Bearer x'", "'a: b'", '{"a":[1]}', 'a=b&c=d'),
  fc.string({ maxLength: 12 }),
);

test('any words behind curl give a source that validates, or say what is wrong', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      importText(`curl ${words.join(' ')}`);
    }),
    { numRuns: Number(process.env['FC_RUNS'] ?? 500) },
  );
});

const secret = 'q9Zk-Secret-77xW';
const places: readonly string[] = [
  `-H 'Authorization: Bearer ${secret}'`,
  `-H 'Authorization: Basic ${btoa(`me:${secret}`)}'`,
  `-H 'Authorization: ${secret}'`,
  `-H 'X-Api-Key: ${secret}'`,
  `-H 'auth: ${secret}'`,
  `-H 'Cookie: session=${secret}; other=1'`,
  `-b 'session=${secret}'`,
  `-u 'me:${secret}'`,
  `-u '${secret}:'`,
  `--oauth2-bearer ${secret}`,
  `--url-query 'access_token=${secret}'`,
  `--json '{"credentials":{"password":"${secret}"},"a":1}'`,
  `-d 'client_secret=${secret}&b=2'`,
];

test('a credential is in no text but that of the secret, wherever it stands', () => {
  fc.assert(
    fc.property(fc.subarray([...places], { minLength: 1, maxLength: 3 }), fc.boolean(), (options, isInAddress) => {
      const url = isInAddress
        ? `https://me:${secret}@api.x.test/items?api_key=${secret}`
        : 'https://api.x.test/items?page=1';
      const text = `curl '${url}' ${options.join(' ')}\ncurl 'https://other.test/x?key=${secret}' ${options[0] ?? ''}\n`;
      const told = importText(text);
      expect(told).toContain('api.x.test');
      expect(told).not.toContain(secret);
      expect(told).not.toContain(btoa(`me:${secret}`));
    }),
  );
});
