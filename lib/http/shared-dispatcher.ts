import type { Dispatcher } from 'undici';
import { createWatchedConnector } from './connection-watch.ts';

let shared: Promise<Dispatcher> | undefined;

/**
 * The connection pool of this process: keep-alive, proxies from `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`. Made at
 * the first request, because importing undici takes longer than everything else in this room together.
 */
export function useSharedDispatcher(): Promise<Dispatcher> {
  shared ??= createDispatcher(process.env);
  return shared;
}

async function createDispatcher(environment: NodeJS.ProcessEnv): Promise<Dispatcher> {
  const { Agent, EnvHttpProxyAgent, buildConnector, errors } = await import('undici');
  const options = {
    allowH2: false,
    // The client has a timer of its own for the whole attempt.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: createWatchedConnector(
      buildConnector({ allowH2: false, timeout: 0 }),
      (message) => new errors.ConnectTimeoutError(message),
    ),
  };
  if (!hasProxy(environment)) return new Agent(options);
  // Half the usual time, so that two attempts fit into the time for an unreachable host.
  return new EnvHttpProxyAgent({ ...options, connectTimeout: 5000, noProxy: withLoopback(environment) });
}

function hasProxy(environment: NodeJS.ProcessEnv): boolean {
  return ['http_proxy', 'https_proxy'].some((name) => environment[name] ?? environment[name.toUpperCase()]);
}

/** A proxy elsewhere cannot reach this machine's loopback; the sample API lies there. */
function withLoopback(environment: NodeJS.ProcessEnv): string {
  const given = environment['no_proxy'] ?? environment['NO_PROXY'] ?? '';
  return given.trim() === '*'
    ? '*'
    : [given, 'localhost', '127.0.0.1', '::1'].filter((entry) => entry !== '').join(',');
}
