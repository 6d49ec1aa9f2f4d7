// A server that takes its time for every answer: `node slow-server-process.ts DELAY_MS PAGES PARENTS`. Prints its address.
// /offset has a total, /cursor leads from page to page, /parents is one page whose records have /children/ID each, and
// /changes holds a hundred records, of which it gives those behind ?since.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const [delayMs = 0, pages = 1, parents = 1] = process.argv.slice(2).map(Number);
const rowsPerPage = 100;

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  setTimeout(() => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer(url)));
  }, delayMs);
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
// Whoever started it is gone.
process.stdin.on('close', () => process.kill(process.pid, 'SIGKILL')).resume();

function answer(url: URL): unknown {
  const number = (name: string): number => Number(url.searchParams.get(name) ?? '0');
  switch (url.pathname) {
    case '/offset':
      return { data: rowsFrom(number('offset'), rowsPerPage, pages * rowsPerPage), total: pages * rowsPerPage };
    case '/cursor': {
      const page = number('cursor');
      return { data: rowsFrom(page * rowsPerPage, rowsPerPage), next: page + 1 < pages ? page + 1 : null };
    }
    case '/parents':
      return { data: rowsFrom(0, parents) };
    case '/changes':
      return { data: rowsFrom(0, 100).filter(({ id }) => id > number('since')) };
    default:
      return { data: [{ of: Number(url.pathname.split('/').at(-1)), text: 'a child' }] };
  }
}

function rowsFrom(first: number, most: number, end = Infinity): readonly Row[] {
  return Array.from({ length: Math.max(0, Math.min(most, end - first)) }, (_, index) => ({
    id: first + index + 1,
    name: `record ${first + index + 1}`,
    tags: ['one', 'two'],
  }));
}

interface Row {
  readonly id: number;
  readonly name: string;
  readonly tags: readonly string[];
}
