import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startServer, type TestServer } from './start-server.ts';

export interface GithubIssuesServer extends TestServer {
  /** Path of the first page below {@link TestServer.url}: three issues a page, five pages. */
  readonly issuesPath: string;
  /** All issues in the order of the pages, as this server sends them. */
  readonly issues: readonly unknown[];
}

interface RecordedExchange {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly response: readonly unknown[];
  readonly headers: Readonly<Record<string, string | number | boolean>>;
}

const recordedOrigin = 'https://api.github.com';
/** These describe the recorded transfer, not the document. */
const droppedHeaders = new Set(['connection', 'content-length', 'content-encoding', 'transfer-encoding']);

/**
 * Replays what api.github.com answered to "list the issues of a repository", page by page by its Link header. A
 * request is recognised by method, path and query (in any order); links lead back to this server. Else 404.
 */
export async function startGithubIssuesServer(): Promise<GithubIssuesServer> {
  const exchanges = readExchanges();
  const server = await startServer(({ method, url }) => {
    const address = normalise(url);
    const exchange = exchanges.find(
      (candidate) => candidate.method.toUpperCase() === method && normalise(new URL(candidate.path, url)) === address,
    );
    if (!exchange) return { status: 404, json: { message: 'Not Found' } };
    const headers = Object.entries(exchange.headers).filter(([name]) => !droppedHeaders.has(name));
    return {
      status: exchange.status,
      headers: Object.fromEntries(
        headers.map(([name, value]) => [name, String(value).replaceAll(recordedOrigin, url.origin)]),
      ),
      body: JSON.stringify(exchange.response).replaceAll(recordedOrigin, url.origin),
    };
  });
  const recorded = JSON.stringify(exchanges.flatMap(({ response }) => response));
  const issues: unknown = JSON.parse(recorded.replaceAll(recordedOrigin, server.url));
  return { ...server, issuesPath: exchanges[0]?.path ?? '', issues: Array.isArray(issues) ? issues : [] };
}

function normalise(url: URL): string {
  const query = new URLSearchParams(url.searchParams);
  query.sort();
  return `${url.pathname}?${query.toString()}`;
}

function readExchanges(): readonly RecordedExchange[] {
  const file = 'scenarios/api.github.com/paginate-issues/normalized-fixture.json';
  const folder = new URL('.', import.meta.resolve('@octokit/fixtures'));
  return JSON.parse(readFileSync(fileURLToPath(new URL(file, folder)), 'utf8')) as readonly RecordedExchange[];
}
