import { describe, expect, test } from 'vitest';
import { spellingOf } from './spelling-of.ts';
import { validateSources } from './validate-sources.ts';

describe('spellingOf', () => {
  test.each<[string, unknown, string, readonly (string | number)[]]>([
    ['client is dlt’s', { client: {}, resources: [] }, 'dlt', ['client']],
    ['endpoints are those of the Python product', { base_url: '', endpoints: [] }, 'dango_python', ['endpoints']],
    ['auth_type is its too', { base_url: '', auth_type: 'bearer' }, 'dango_python', ['auth_type']],
    ['base_url alone is Dango’s own', { base_url: '', resources: [] }, 'dango', ['base_url']],
    [
      'what only a resource tells',
      { resources: ['a', { endpoint: { paginator: 'auto' } }] },
      'dlt',
      ['resources', 1, 'endpoint', 'paginator'],
    ],
    ['what only the defaults tell', { resource_defaults: { steps: [] } }, 'dango', ['resource_defaults', 'steps']],
    ['nothing tells', { resources: [] }, 'dango', []],
    ['no mapping', 'text', 'dango', []],
  ])('%s', (_, block, spelling, because) => {
    expect(spellingOf(block)).toEqual({ spelling, because });
  });
});

function issuesOf(block: string): string[] {
  const text = `sources:\n  - name: a\n    type: rest_api\n    rest_api:\n${block.trim().replaceAll(/^/gm, '      ')}\n`;
  const { issues } = validateSources(text, 's.yml');
  return issues.map(
    ({ at, keyPath, message, hint }) =>
      `${at.line}:${at.column} ${keyPath.replace('sources[0].rest_api.', '')}: ${message} ${hint}`,
  );
}

describe('words of two spellings in one source', () => {
  test('are told with their place, and what is meant', () => {
    expect(issuesOf('client: { base_url: https://a.b }\nbase_url: https://a.b\nresources: [a]')).toEqual([
      `6:7 base_url: "base_url" is a word of Dango's own spelling, but this source is written in dlt's spelling, because it has "client" Write client.base_url, or the whole source in one of the two.`,
    ]);
    expect(
      issuesOf('base_url: https://a.b\nresources:\n  - name: a\n    endpoint: { path: /a, paginator: auto }'),
    ).toEqual([
      `8:33 resources[0].endpoint.paginator: "paginator" is a word of dlt's spelling, but this source is written in Dango's own spelling, because it has "base_url" Write pagination, or the whole source in one of the two.`,
    ]);
    expect(issuesOf('base_url: https://a.b\nendpoints: [{ path: /a }]\nresources: [{ name: a }]')).toEqual([
      `7:7 resources: "resources" is a word of Dango's own spelling, but this source is written in the spelling of the Python product, because it has "endpoints" Write the whole source in one of the two.`,
    ]);
  });

  test('what is wrong with the meaning is told where it is written', () => {
    const block = `
client:
  base_url: not a url
  paginator:
    type: cursor
    cursor_path: "a["
resource_defaults:
  endpoint:
    incremental: { cursor_path: id, end_value: 5 }
resources:
  - a
  - name: b
    endpoint:
      path: "a/{resources.c.id}"`;
    expect(issuesOf(block)).toEqual([
      '6:19 client.base_url: Expected an absolute http:// or https:// URL, got the text "not a url" Write the whole address, such as https://api.example.com.',
      expect.stringMatching(/^9:24 client\.paginator\.cursor_path: /),
      '12:54 resource_defaults.endpoint.incremental.end_value: end_value needs an initial_value: every sync reads from the one to the other Add initial_value, or remove end_value.',
      '17:19 resources[1].endpoint.path: {resources.c.id} names the resource "c", which this source does not have Use one of: a, b.',
    ]);
  });
});
