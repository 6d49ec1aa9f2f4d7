import { expect, test } from 'vitest';
import { chooseNamed } from '../choose-resources.ts';
import { readImport, recognizeImport } from '../read-import.ts';
import { writeSource } from '../write-source.ts';

const entry = (url: string, body: unknown, more: object = {}) => ({
  request: {
    method: 'GET',
    url,
    headers: [
      { name: ':authority', value: 'app.x.test' },
      { name: 'Authorization', value: 'Bearer h-secret-1' },
      { name: 'Cookie', value: 'sid=h-secret-2' },
    ],
    ...more,
  },
  response: {
    status: 200,
    headers: [],
    content: { mimeType: 'application/json; charset=utf-8', text: JSON.stringify(body) },
  },
});

const har = (...entries: object[]) => JSON.stringify({ log: { version: '1.2', entries } });

function read(text: string) {
  const result = readImport(recognizeImport(text, 'a.har'), { file: 'a.har' });
  if (result.type !== 'proposal') throw new Error('This is no proposal.');
  return result.proposal;
}

test('answers tell records, pages and keys; one path is one resource', () => {
  const page = (number: number) => ({
    items: [{ id: number, updated_at: '2024-01-01T00:00:00Z' }],
    meta: { total_pages: 2 },
  });
  const proposal = read(
    har(
      {
        request: { method: 'GET', url: 'https://app.x.test/' },
        response: { status: 200, content: { mimeType: 'text/html' } },
      },
      entry('https://app.x.test/api/v2/things?page=2&per_page=1', page(2)),
      entry('https://app.x.test/api/v2/things?page=1&per_page=1', page(1)),
      entry('https://app.x.test/api/v2/me', { id: 7, name: 'a', tags: ['b'] }),
      entry(
        'https://app.x.test/api/v2/graphql',
        { data: { nodes: [{ id: 1 }] } },
        { method: 'POST', postData: { mimeType: 'application/json', text: '{"query":"{ nodes { id } }"}' } },
      ),
      entry(
        'https://app.x.test/api/v2/graphql',
        {},
        { method: 'POST', postData: { mimeType: 'application/json', text: '{"query":"mutation { x }"}' } },
      ),
      entry('https://www.google-analytics.com/collect', {}),
      entry('https://cdn.y.test/flags', [{ id: 1 }]),
    ),
  );
  expect(proposal.resources.map(({ id, kind }) => [id, kind])).toEqual([
    ['GET /things', 'list'],
    ['GET /me', 'document'],
    ['POST /graphql', 'list'],
  ]);
  const { settings } = proposal.resources[0] ?? {};
  expect(settings).toMatchObject({
    data_selector: { value: 'items', confidence: 'sure' },
    pagination: { value: { type: 'page_number', limit: 1, total_path: 'meta.total_pages' }, confidence: 'sure' },
    primary_key: { value: 'id', confidence: 'likely' },
    incremental: { value: { cursor_path: 'updated_at' }, confidence: 'guess' },
  });
  const { yaml, secrets } = writeSource(proposal, chooseNamed(proposal, ['things', 'me', '/graphql']), 'a.har');
  expect(yaml).toContain('base_url: https://app.x.test/api/v2\n');
  expect(yaml).not.toContain('h-secret');
  expect(secrets).toEqual([{ name: 'X_TOKEN', value: 'h-secret-1' }]);
  expect(JSON.stringify({ ...proposal, secrets: [] })).not.toContain('h-secret');
});

test('one without answers in JSON says so', () => {
  const page = {
    request: { method: 'GET', url: 'https://x.test/' },
    response: { status: 200, content: { mimeType: 'text/html' } },
  };
  expect(() => read(har(page))).toThrow('a.har has no request that was answered with JSON, among 1 at #/log/entries');
});
