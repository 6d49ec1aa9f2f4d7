import { compileRestSource } from '../../lib/rest/compile-rest-source.ts';
import { toRestSource } from '../../lib/spec/to-rest-source.ts';
import { validateSources } from '../../lib/spec/validate-sources.ts';
import { startServer, type ReceivedRequest, type ServerHandler } from './start-server.ts';

export interface ReadResource {
  readonly records: readonly unknown[];
  /** Without the parameters that every test knows: `GET /items?page=2`, with the body of a POST behind it. */
  readonly requests: readonly string[];
  readonly warnings: readonly string[];
  /** What the list ended with instead. */
  readonly error: unknown;
}

/**
 * Reads one resource of a REST source as a sync does, from its YAML to the records, on a server of its own.
 * @param yaml the keys of the resource; it is called `items`, and so is its endpoint unless it says otherwise.
 */
export async function readResource(
  yaml: string,
  handler: ServerHandler,
  parents: readonly unknown[] = [undefined],
): Promise<ReadResource> {
  await using server = await startServer(handler);
  const lines = yaml.trim().replaceAll(/^/gm, '          ');
  const text = `sources:
  - name: api
    type: rest_api
    rest_api:
      base_url: ${server.url}
      resources:
        - name: items
${lines}
        - name: parents
`;
  const { entries, issues } = validateSources(text, 'sources.yml');
  if (issues.length > 0) throw new Error(issues.map(({ message }) => message).join('\n'));
  const spec = entries[0]?.spec;
  if (spec?.type !== 'rest_api') throw new Error('The YAML of the test is no REST source.');
  const items = compileRestSource({ ...toRestSource(spec), name: 'api' }).resources[0];
  const records: unknown[] = [];
  const warnings: string[] = [];
  let error: unknown;
  const { signal } = new AbortController();
  const warn = (message: string): void => void warnings.push(message);
  try {
    for (const parentRecord of parents) {
      for await (const page of items?.records({ cursor: undefined, parentRecord, signal, warn }) ?? []) {
        if (Array.isArray(page)) records.push(...(page as unknown[]));
      }
    }
  } catch (thrown) {
    error = thrown;
  }
  return { records, requests: server.requests.map(describe), warnings, error };
}

function describe({ method, url, body }: ReceivedRequest): string {
  const query = decodeURIComponent(url.search);
  return `${method} ${url.pathname}${query}${body === '' ? '' : ` ${body}`}`;
}
