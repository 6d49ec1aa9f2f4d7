import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readWarehouse } from './support/read-warehouse.ts';
import { startServer, type ServerAnswer } from './support/start-server.ts';
import { syncShop } from './support/sync-here.ts';
import { createTempProject } from './support/temp-project.ts';

const type = (contentType: string) => ({ 'content-type': contentType });

const answers: Readonly<Record<string, ServerAnswer>> = {
  '/lines': { headers: type('application/x-ndjson'), body: '{"id":1,"name":"é"}\n{"id":2}\n' },
  '/plain_lines': { headers: type('text/plain'), body: '{"event":{"id":1}}\n{"event":{"id":2}}\n' },
  '/rows': {
    headers: type('text/csv; charset=windows-1252'),
    body: Buffer.from('id,name\r\n007,Zo\xeb\r\n8,\r\n', 'latin1'),
  },
  '/tabs': { headers: type('text/tab-separated-values'), body: 'id\tname\n1\ta,b\n' },
  '/semicolons': { headers: type('application/octet-stream'), body: 'id;name\n1;"a;b"\n' },
  '/export': { headers: type('application/gzip'), body: gzipSync('id,name\n1,packed\n') },
  '/packed': { headers: type('application/octet-stream'), body: gzipSync('[{"id":1},{"id":2}]') },
  '/wide': { headers: type('application/json; charset=utf-16le'), body: Buffer.from('[{"name":"ž"}]', 'utf16le') },
  '/broken': { headers: type('text/csv'), body: 'id,name\n1,2,3\n' },
  '/bomb': { headers: type('application/gzip'), body: gzipSync(Buffer.alloc(40 * 1024 * 1024, 32)) },
  '/feed': {
    headers: type('application/atom+xml; charset=iso-8859-1'),
    body: Buffer.from(
      '<feed><entry id="1"><title>Z\xfcrich</title><tag>a</tag></entry><entry id="2"><title>B</title></entry></feed>',
      'latin1',
    ),
  },
  '/orders': {
    headers: type('text/plain'),
    body: '<r><order><no>007</no><lines><line>a</line></lines></order></r>',
  },
  '/named': { headers: type('text/xml'), body: '[{"id":1}]' },
  '/entities': { headers: type('text/xml'), body: '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' },
  '/guess': { headers: type('application/json'), body: '{"id":1}\n{"id":2}\n' },
};

test('lines, rows, compressed files and other character sets are read by content type or as the source says', async () => {
  await using server = await startServer(({ path, query }) =>
    query['page'] === '2' ? { headers: type('text/csv'), body: 'id,name\n' } : answers[path],
  );
  await using project = await createTempProject({
    sourcesYml: `
sources:
  - name: files
    type: rest_api
    rest_api:
      base_url: ${server.url}
      resources:
        - name: lines
        - { name: plain_lines, format: ndjson, data_selector: "[*].event" }
        - { name: rows, pagination: page_number }
        - { name: tabs }
        - { name: semicolons, format: { type: csv, delimiter: ";" } }
        - { name: export, format: csv }
        - { name: packed }
        - { name: wide }
        - { name: broken }
        - { name: bomb }
        - { name: feed }
        - { name: orders, format: { type: xml, lists: [line] }, data_selector: r.order }
        - { name: named }
        - { name: entities }
        - { name: guess }
`,
  });
  const result = await syncShop(project.root);
  const rowsOf = (table: string, columns: string) =>
    readWarehouse(project.root, `select ${columns} from raw_files.${table} order by 1`);
  expect(await rowsOf('lines', 'id, name')).toEqual([
    { id: 1, name: 'é' },
    { id: 2, name: null },
  ]);
  expect(await rowsOf('plain_lines', 'id')).toEqual([{ id: 1 }, { id: 2 }]);
  expect(await rowsOf('rows', 'id, name')).toEqual([
    { id: '007', name: 'Zoë' },
    { id: '8', name: null },
  ]);
  expect(await rowsOf('tabs', 'id, name')).toEqual([{ id: '1', name: 'a,b' }]);
  expect(await rowsOf('semicolons', 'id, name')).toEqual([{ id: '1', name: 'a;b' }]);
  expect(await rowsOf('export', 'id, name')).toEqual([{ id: '1', name: 'packed' }]);
  expect(await rowsOf('packed', 'id')).toEqual([{ id: 1 }, { id: 2 }]);
  expect(await rowsOf('wide', 'name')).toEqual([{ name: 'ž' }]);
  expect(result.resource('broken').error).toMatchObject({
    code: 'response-invalid',
    message: expect.stringContaining('line 2 has 3 values, but the header has 2 names') as string,
  });
  expect(await rowsOf('feed', '_id, title, tag')).toEqual([
    { _id: '1', title: 'Zürich', tag: 'a' },
    { _id: '2', title: 'B', tag: null },
  ]);
  expect(await rowsOf('orders', 'no')).toEqual([{ no: '007' }]);
  expect(await rowsOf('orders__lines__line', 'value')).toEqual([{ value: 'a' }]);
  expect(await rowsOf('named', 'id')).toEqual([{ id: 1 }]);
  expect(result.resource('entities').error).toMatchObject({
    code: 'response-invalid',
    message: expect.stringContaining('it has a DOCTYPE') as string,
  });
  expect(result.resource('bomb').error).toMatchObject({ code: 'http-limit' });
  expect(result.resource('guess').error).toMatchObject({
    code: 'response-invalid',
    hint: 'Set format: ndjson at the resource: the response holds one JSON value a line.',
  });
  const accepts = Object.fromEntries(server.requests.map(({ path, headers }) => [path, headers['accept']]));
  expect(accepts).toMatchObject({
    '/lines': 'application/json',
    '/plain_lines': 'application/x-ndjson, */*;q=0.5',
    '/orders': 'application/xml, text/xml;q=0.9, */*;q=0.5',
    '/export': 'text/csv, */*;q=0.5',
  });
});
