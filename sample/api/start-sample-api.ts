import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { createShop, type Shop } from '../data/create-shop.ts';
import { createOauthTokens } from './access/oauth-tokens.ts';
import { createAnswerer } from './answer-request.ts';
import { createDisturbances, type Disturbances } from './disturbances.ts';
import { receiveRequest } from './receive-request.ts';
import { createRequestLog, type RequestLog } from './request-log.ts';
import type { SampleApiOptions } from './sample-api-options.ts';
import { sendAnswer } from './send-answer.ts';

/** The running sample API: a small shop on loopback. `GET /` lists its routes. */
export interface SampleApi extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  /** What it serves; change it between two syncs with `addOrders` and `updateOrder`. */
  readonly shop: Shop;
  readonly requests: RequestLog['requests'];
  readonly stats: RequestLog['stats'];
  /** Empties `requests` and `stats`. */
  clearRequests(): void;
  /** Makes matching requests wait, so that a client can be stopped in the middle. */
  hold: Disturbances['hold'];
  /** Makes matching requests fail. */
  fail: Disturbances['fail'];
  /** Makes every OAuth access token given out so far invalid. */
  revokeTokens(): void;
  addOrders: Shop['addOrders'];
  updateOrder: Shop['updateOrder'];
  /** Cuts open connections and stops; a second call does nothing. */
  close(): Promise<void>;
}

/** Starts the sample API on 127.0.0.1. Rejects when the port is taken. */
export async function startSampleApi(options: SampleApiOptions = {}): Promise<SampleApi> {
  const shop = createShop();
  const oauthTokens = createOauthTokens();
  const log = createRequestLog();
  const disturbances = createDisturbances();
  const answer = createAnswerer(shop, oauthTokens, options);

  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await receiveRequest(message);
    const logged = log.add(request);
    response.once('close', () => logged.closed());
    await disturbances.pass(logged.entry);
    if (response.destroyed) return;
    const status = sendAnswer(response, answer(request), disturbances.takeFault(logged.entry));
    if (status !== undefined) logged.answered(status);
  };
  const server = createServer((message, response) => {
    // Only a client that goes away, or a bug in here, ends up in this catch: both show as a cut connection.
    serve(message, response).catch(() => response.destroy());
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');

  const close = async (): Promise<void> => {
    disturbances.end();
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    shop,
    requests: log.requests,
    get stats() {
      return log.stats;
    },
    clearRequests: () => log.clear(),
    hold: (filter) => disturbances.hold(filter),
    fail: (filter, fault) => disturbances.fail(filter, fault),
    revokeTokens: () => oauthTokens.revokeAll(),
    addOrders: (patches) => shop.addOrders(patches),
    updateOrder: (id, patch) => shop.updateOrder(id, patch),
    close,
    [Symbol.asyncDispose]: close,
  };
}
