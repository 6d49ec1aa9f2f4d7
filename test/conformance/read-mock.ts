import { expect } from 'vitest';
import type { ReceivedRequest, TestServer } from '../support/start-server.ts';
import { clientOf, runDltConfig, type DltRun } from './run-dlt-config.ts';

/** Reads resources of the mock API in dlt's words; nothing may fail. */
export async function readMock(api: TestServer, resources: readonly unknown[], client: object = {}): Promise<DltRun> {
  const run = await runDltConfig(api, { client: clientOf(api, client), resources });
  expect(run.errors).toEqual({});
  return run;
}

/** What each request was sent with in its query. */
export function queriesOf(requests: readonly ReceivedRequest[]): readonly ReceivedRequest['query'][] {
  return requests.map(({ query }) => query);
}
