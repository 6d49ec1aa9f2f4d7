// Serves the pages of a data set on loopback: `node page-server-process.ts FOLDER RESOURCES`. Prints its address.
// The pages are split evenly among resources /r0, /r1, …; each page names the address of the next one.
import { openSync, readSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pagesFile, readDataSet } from './data-set.ts';

const [, , folder = '', resourcesText = '1'] = process.argv;
const { pageEnds } = readDataSet(folder);
const file = openSync(pagesFile(folder), 'r');
const pagesEach = Math.ceil(pageEnds.length / Number(resourcesText));

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const resource = Number(url.pathname.slice(2));
  const page = Number(url.searchParams.get('page') ?? '0');
  const body = bodyOf(resource * pagesEach + page, page + 1 < pagesEach ? `/r${resource}?page=${page + 1}` : undefined);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
// Whoever started it is gone.
process.stdin.on('close', () => process.kill(process.pid, 'SIGKILL')).resume();

function bodyOf(page: number, next: string | undefined): Buffer {
  const end = pageEnds[page];
  if (end === undefined) return Buffer.from('{"data":[],"next":null}');
  const start = pageEnds[page - 1] ?? 0;
  const hasNext = next !== undefined && pageEnds[page + 1] !== undefined;
  const tail = Buffer.from(`],"next":${hasNext ? JSON.stringify(next) : 'null'}}`);
  const head = Buffer.from('{"data":[');
  const body = Buffer.allocUnsafe(head.length + end - start + tail.length);
  head.copy(body);
  readSync(file, body, head.length, end - start, start);
  tail.copy(body, head.length + end - start);
  return body;
}
