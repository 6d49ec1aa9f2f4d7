import { request } from 'node:http';

import { spawnCli, type CliOptions, type RunningCli } from './run-cli.ts';

/** A running `dango serve`, and a way to talk to it with any headers. */
export interface TestUiServer {
  readonly url: string;
  readonly link: string;
  readonly token: string;
  /** `name=value` of the session. */
  readonly cookie: string;
  readonly cli: RunningCli;
  /** Sends a request as it is told, without following redirects. */
  ask(path: string, options?: AskOptions): Promise<Answer>;
}

export interface AskOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** Starts the UI of a project on a free port of loopback; it ends with the test file. */
export async function startTestUiServer(
  projectRoot: string,
  { words = [], ...options }: CliOptions & { readonly words?: readonly string[] } = {},
): Promise<TestUiServer> {
  const cli = spawnCli(projectRoot, ['serve', '--port', '0', '--no-open', '--json', ...words], options);
  await cli.waitForOutput(/"link": "[^"]+"/);
  const { url, link } = JSON.parse(cli.stdout.slice(cli.stdout.indexOf('{'))) as { url: string; link: string };
  const ask = (path: string, asked?: AskOptions): Promise<Answer> => send(`${url}${path}`, asked);
  const signedIn = await send(link);
  const [cookie = ''] = String(signedIn.headers['set-cookie']).split(';');
  return { url, link, token: new URL(link).searchParams.get('token') ?? '', cookie, cli, ask };
}

function send(url: string, { method = 'GET', headers = {}, body }: AskOptions = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers: { ...headers }, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.once('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      response.once('error', reject);
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}
