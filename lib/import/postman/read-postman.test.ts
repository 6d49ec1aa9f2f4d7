import { expect, test } from 'vitest';
import { readImport, recognizeImport } from '../read-import.ts';
import { writeSource } from '../write-source.ts';

const collection = {
  info: { name: 'Books API', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  variable: [
    { key: 'base', value: 'https://{{host}}/v1' },
    { key: 'host', value: 'api.books.test' },
    { key: 'token', value: 'p-secret-1' },
    { key: 'limit', value: '25' },
  ],
  auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}' }] },
  item: [
    {
      name: 'Catalogue',
      item: [
        {
          name: 'List books',
          request: {
            method: 'GET',
            header: [{ key: 'X-Old', value: '1', disabled: true }],
            url: {
              raw: '{{base}}/books?limit={{limit}}&offset=0&draft=1',
              query: [
                { key: 'limit', value: '{{limit}}' },
                { key: 'offset', value: '0' },
                { key: 'draft', value: '1', disabled: true },
              ],
            },
          },
          response: [{ name: 'ok', code: 200, header: [], body: '{"data":[{"id":"b1"}],"total":3}' }],
        },
        {
          name: 'Of a shelf',
          request: {
            method: 'GET',
            url: { raw: '{{base}}/shelves/:shelf/books', variable: [{ key: 'shelf', value: '' }] },
          },
        },
        { name: 'Add', request: { method: 'POST', url: '{{base}}/books', body: { mode: 'formdata', formdata: [] } } },
      ],
    },
    {
      name: 'Public',
      auth: { type: 'noauth' },
      item: [{ name: 'Status', request: '{{base}}/status' }],
    },
    {
      name: 'Keyed',
      request: {
        method: 'GET',
        auth: {
          type: 'apikey',
          apikey: [
            { key: 'key', value: 'X-Key' },
            { key: 'value', value: '{{apiKey}}' },
          ],
        },
        url: '{{base}}/reports',
      },
    },
  ],
};

test('folders, variables, credentials that are handed down, saved answers', () => {
  const result = readImport(recognizeImport(JSON.stringify(collection), 'books.json'), { file: 'books.json' });
  if (result.type !== 'proposal') throw new Error('This is no proposal.');
  const { proposal } = result;
  const { yaml, secrets, notes } = writeSource(proposal, new Set(proposal.resources.map(({ id }) => id)), 'books.json');
  expect(yaml).toBe(`name: books
type: rest_api
enabled: true
description: Books API
rest_api:
  base_url: https://api.books.test/v1
  auth:
    type: bearer
    token: "\${BOOKS_TOKEN}"
  resources:
    # List books
    - name: books
      endpoint: /books
      data_selector: data
      pagination:
        type: offset
        limit: 25
        total_path: total
      primary_key: id

    # Of a shelf
    # Needs a value: SHELF
    - name: shelves_books
      endpoint: /shelves/\${SHELF}/books

    # Status
    - name: status
      endpoint: /status
      auth: none

    # Keyed
    # Needs a value: API_KEY
    - name: reports
      endpoint: /reports
      auth:
        type: api_key
        name: X-Key
        api_key: "\${API_KEY}"
`);
  expect(secrets).toEqual([{ name: 'BOOKS_TOKEN', value: 'p-secret-1' }]);
  expect(notes).toEqual([{ at: '#/item/0/item/2/request/body', text: 'a request that uploads files is left out' }]);
});
