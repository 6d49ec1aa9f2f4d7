import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { createSelfSigned, type SelfSigned } from './support/self-signed.ts';
import { startProxy } from './support/start-proxy.ts';
import { startServer } from './support/start-server.ts';
import { syncJson } from './support/sync-json.ts';
import { createTempProject } from './support/temp-project.ts';

/** A project whose API has a name that only a proxy knows. */
function createProject(baseUrl: string) {
  return createTempProject({
    sourcesYml: `
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${baseUrl}
      auth: { type: bearer, token: "\${TOKEN}" }
      retry: { attempts: 1 }
      resources: [{ name: users }]
`,
    secretsToml: '[sources.rest_api]\nTOKEN = "token-of-shop"\n',
  });
}

/** An HTTPS server that notes the paths and credentials of its requests. */
async function startSecureServer({ key, cert }: SelfSigned) {
  const seen: string[] = [];
  const server = createServer({ key, cert }, (request, response) => {
    seen.push(`${request.url} ${request.headers.authorization}`);
    response.end('[{"id":1}]');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { port: (server.address() as AddressInfo).port, seen };
}

test('requests go through the proxy of the environment, with its own credentials and no others', async () => {
  await using api = await startServer(() => ({ json: [{ id: 1 }] }));
  await using proxy = await startProxy(Number(new URL(api.url).port));
  await using project = await createProject('http://api.test:8080/v1');
  const HTTP_PROXY = `http://user:pass%20word@127.0.0.1:${proxy.port}`;
  const result = await syncJson(project.root, [], { env: { HTTP_PROXY } });
  expect(result.resource('users')).toMatchObject({ status: 'succeeded', rows_loaded: 1 });
  expect(proxy.asked[0]?.what).toMatch(/^(?:GET http:\/\/api\.test:8080\/v1\/users|CONNECT api\.test:8080)$/);
  expect(proxy.asked[0]?.headers['proxy-authorization']).toBe(`Basic ${btoa('user:pass word')}`);
  expect(api.requests[0]).toMatchObject({ path: '/v1/users', headers: { authorization: 'Bearer token-of-shop' } });
  expect(api.requests[0]?.headers).not.toHaveProperty('proxy-authorization');
});

test('this machine and the hosts of NO_PROXY are asked directly', async () => {
  await using api = await startServer(() => ({ json: [{ id: 1 }] }));
  await using proxy = await startProxy(Number(new URL(api.url).port));
  const env = { HTTP_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY: 'api.test' };
  await using loopback = await createProject(api.url);
  expect((await syncJson(loopback.root, [], { env })).resource('users').status).toBe('succeeded');
  await using named = await createProject('http://api.test:8080');
  const { error } = (await syncJson(named.root, [], { env })).resource('users');
  expect(error).toMatchObject({ code: 'http-unreachable' });
  expect(proxy.asked).toEqual([]);
});

test('HTTPS goes through a tunnel, and an own authority counts when NODE_EXTRA_CA_CERTS names it', async () => {
  const certificate = createSelfSigned('api.test');
  const server = await startSecureServer(certificate);
  await using proxy = await startProxy(server.port);
  await using project = await createProject('https://api.test/v1');
  const HTTPS_PROXY = `http://127.0.0.1:${proxy.port}`;
  const refused = await syncJson(project.root, [], { env: { HTTPS_PROXY } });
  expect(refused.resource('users').error).toMatchObject({
    code: 'http-unreachable',
    message: expect.stringContaining('certificate not accepted') as string,
    hint: expect.stringContaining('NODE_EXTRA_CA_CERTS') as string,
  });
  expect(server.seen).toEqual([]);
  const NODE_EXTRA_CA_CERTS = project.path('authority.pem');
  writeFileSync(NODE_EXTRA_CA_CERTS, certificate.cert);
  const accepted = await syncJson(project.root, [], { env: { HTTPS_PROXY, NODE_EXTRA_CA_CERTS } });
  expect(accepted.resource('users')).toMatchObject({ status: 'succeeded', rows_loaded: 1 });
  expect(server.seen).toEqual(['/v1/users Bearer token-of-shop']);
  expect(proxy.asked.map(({ what }) => what)).toContain('CONNECT api.test:443');
});
