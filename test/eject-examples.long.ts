import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { startEveryStyleApi } from './support/every-style-api.ts';
import { expectFormatted } from './support/expect-formatted.ts';
import { expectTwins } from './support/expect-twins.ts';

const guide = readFileSync(new URL('../docs/coverage.md', import.meta.url), 'utf8');
const examples = [...guide.matchAll(/^### (.+)\n\n```yaml\n([\s\S]+?)```/gm)].map(
  ([, title = '', yaml = '']) => [title, yaml] as const,
);

test('the guide has its examples', () => expect(examples.length).toBe(57));

const modules: string[] = [];

describe('each example of the guide is the same source as a module', () => {
  test.each(examples)('%s', async (title, yaml) => {
    await using api = await startEveryStyleApi();
    const block = yaml.replaceAll('https://api.example.com', api.url).replaceAll(/^/gm, '      ');
    const { rows, requests, module } = await expectTwins({
      server: api,
      sourcesYml: `sources:\n  - name: api\n    type: rest_api\n    rest_api:\n${block}`,
      secretsToml: '[sources.api]\nTOKEN = "token-1"\nACCOUNT = "acme"\nREFRESH_TOKEN = "refresh-1"\n',
      turnTo: (round) => (api.round = round),
      status: title === 'Fail by a text in a response with status 200' ? 'partial' : 'succeeded',
      // Children are read for several records at a time.
      isOrdered: !/\{(?:resources|for_each)\./.test(yaml),
    });
    modules.push(module);
    expect({ title, hasRows: rows > 0, hasRequests: requests > 0 }).toEqual({
      title,
      hasRows: true,
      hasRequests: true,
    });
  });

  test('all of them are laid out as the formatter lays them out', async () => {
    expect(modules.length).toBe(57);
    await expectFormatted(modules);
  });
});
