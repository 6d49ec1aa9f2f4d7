import { expect, test } from 'vitest';
import { loadDocuments } from '../../sync/load-documents.ts';
import { recognizeImport, readImport } from '../read-import.ts';
import { cutDocument } from './cut-document.ts';
import { findFaults } from './find-faults.ts';

const whole = { openapi: '3.0.3', info: { title: 'Shop', version: '1' } };
const ok = { responses: { 200: { description: 'What there is' } } };
const told = (document: unknown) => findFaults(document).map(({ at, text }) => `${at} ${text}`);

test.each([
  [
    { ...whole, paths: { '/a': { get: { reponses: {} } } } },
    '#/paths/~1a/get',
    "must have required property 'responses'",
  ],
  [{ ...whole, paths: { '/a': null } }, '#/paths/~1a', 'type must be object'],
  [{ ...whole, paths: { '/a': { get: ok } }, get: ok }, '#', 'Property get is not expected to be here'],
  [{ ...whole, openapi: '3.1.0', paths: { a: {} } }, '#/paths', 'Property a is not expected to be here'],
  [
    { swagger: '2.0', info: whole.info, paths: { '/a': { get: { reponses: {} } } } },
    '#/paths/~1a/get',
    "must have required property 'responses'",
  ],
  [
    { swagger: '2.0', info: whole.info, paths: {}, definitions: { 'a/b': { type: 'strnig' } } },
    '#/definitions/a~1b/type',
    'enum must be equal to one of the allowed values',
  ],
  [
    { ...whole, openapi: '3.2.0', paths: {}, components: { securitySchemes: { key: { type: 'apiKey' } } } },
    '#/components/securitySchemes/key',
    "must have required property 'name'; must have required property 'in'",
  ],
])('%j: %s', (document, at, text) => {
  expect(told(document)).toEqual([expect.stringContaining(`${at} not as OpenAPI has it: ${text}`)]);
});

test.each([
  ['a version that YAML takes for a number', { swagger: 2, info: whole.info, paths: {} }],
  ['what stands behind a reference', { ...whole, info: { $ref: 'info.yaml' }, paths: { '/a': { $ref: 'a.yaml' } } }],
  ['what only people read', { openapi: '3.0.0', paths: { '/a': { get: { responses: { 200: {} } } } } }],
  ['nothing', null],
])('tells nothing of %s', (_, document) => {
  expect(findFaults(document)).toEqual([]);
});

test.each(['x-more: &more {more: *more}', 'tags: &tags [*tags]', 'components: {schemas: {a: &a {items: *a}}}'])(
  'a document without end, as YAML can write it, has no faults there: %s',
  (text) => {
    const found = recognizeImport(`openapi: 3.0.3\ninfo: {title: a, version: '1'}\npaths: {}\n${text}\n`, 'api.yaml');
    expect(findFaults(found.kind === 'openapi' ? found.document : undefined)).toEqual([]);
  },
);

test('a fault that comes again is told once, and many faults are cut short', () => {
  const paths = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`/a${index}`, { get: {} }]));
  expect(told({ ...whole, paths })).toEqual([
    "#/paths/~1a0/get not as OpenAPI has it: must have required property 'responses', and so in other places",
  ]);
  const tags = Array.from({ length: 8 }, (_, index) => ({ name: 'a', [`b${index}`]: 1 }));
  expect(told({ ...whole, paths: {}, tags })).toHaveLength(6);
});

test('a document is looked at in small pieces that hold all of it', () => {
  const schema = { type: 'object', properties: Object.fromEntries(Array.from({ length: 900 }, (_, at) => [at, {}])) };
  const names = Array.from({ length: 40 }, (_, index) => `name${index}`);
  const mapping = (value: unknown) => Object.fromEntries(names.map((name) => [name, value]));
  const pieces = [...cutDocument({ ...whole, paths: mapping(schema), components: { schemas: mapping(schema) } })];
  const texts = pieces.map((piece) => JSON.stringify(piece));
  expect(Math.max(...texts.map((text) => text.length))).toBeLessThan(60_000);
  for (const name of names) expect(texts.filter((text) => text.includes(`"${name}"`))).toHaveLength(2);
});

async function read(document: unknown) {
  const found = recognizeImport(JSON.stringify(document), 'api.json');
  if (found.kind !== 'openapi') throw new Error('This is no document.');
  const documents = await loadDocuments('api.json', found.document, () => Promise.resolve(undefined));
  const result = readImport(found, { file: 'api.json', documents });
  if (result.type !== 'proposal') throw new Error('This is no proposal.');
  return result.proposal;
}

test('faults are notes of what is read all the same', async () => {
  const { resources, notes } = await read({ ...whole, paths: { '/a': { get: {} }, b: { get: ok } } });
  expect(resources.map(({ id }) => id)).toEqual(['GET /a']);
  expect(notes.map(({ at }) => at)).toEqual(['#', '#/paths', '#/paths/~1a/get']);
});

test('a document in which nothing is read says what is wrong with it', async () => {
  await expect(read({ ...whole, paths: { users: { get: ok } } })).rejects.toMatchObject({
    message: 'api.json describes nothing that reads: #/paths is empty',
    hint: 'Mend #/paths, which is not as OpenAPI has it: Property users is not expected to be here.',
  });
});
