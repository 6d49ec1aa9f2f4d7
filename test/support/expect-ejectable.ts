import { expect } from 'vitest';
import type { EjectableExample } from './ejectable-sources.ts';
import { startEveryStyleApi } from './every-style-api.ts';
import { expectTwins } from './expect-twins.ts';

const secretsToml = `[sources.api]
API_KEY = "api-key-1"
OTHER_TOKEN = "other-token-1"
TEAM = "team-1"
USER_NAME = "ada"
`;

/** See `expectTwins`. No secret is in the module. */
export async function expectEjectable({ yaml, isEntry = false, isOrdered, status }: EjectableExample): Promise<string> {
  await using api = await startEveryStyleApi();
  const text = yaml.replaceAll('URL', api.url);
  const block = text.trim().replaceAll(/^/gm, '      ');
  const { module, rows } = await expectTwins({
    server: api,
    sourcesYml: isEntry ? `sources:${text}` : `sources:\n  - name: api\n    type: rest_api\n    rest_api:\n${block}\n`,
    secretsToml: `${secretsToml}BASE = "${api.url}"\n`,
    turnTo: (round) => (api.round = round),
    ...(isOrdered === undefined ? {} : { isOrdered }),
    ...(status === undefined ? {} : { status }),
  });
  expect(rows).toBeGreaterThan(0);
  expect(module).not.toMatch(/api-key-1|other-token-1|written-secret-1/);
  return module;
}
