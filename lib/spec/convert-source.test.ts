import { describe, expect, test } from 'vitest';
import { convertSource } from './convert-source.ts';
import { toRestSource } from './to-rest-source.ts';
import { validateSources } from './validate-sources.ts';

const text = `# My sources
sources:
  - name: other # stays
    type: rest_api
    rest_api: { base_url: https://o.b, resources: [ { name: x } ] }

  - name: gh
    type: rest_api
    rest_api:
      client: # where it lives
        base_url: https://api.x/v1
        auth: { token: "\${TOKEN}" }
      resource_defaults: { primary_key: id, write_disposition: merge, endpoint: { params: { per_page: 100 } } }
      # the tables
      resources:
        - posts
        # what people say
        - name: comments
          # below a post
          endpoint:
            path: posts/{post_id}/comments
            params:
              post_id: { type: resolve, resource: posts, field: id }
              # newest first
              sort: desc
              text: "{{x}}"
`;

function modelOf(sources: string, name: string) {
  const { entries, issues } = validateSources(sources, 's.yml');
  const entry = entries.find((one) => one.name === name);
  expect(issues).toEqual([]);
  return { spelling: entry?.spelling, source: entry?.spec?.type === 'rest_api' ? toRestSource(entry.spec) : undefined };
}

describe('convertSource', () => {
  test('the source says the same in Dango’s own words; the others and the comments stay', () => {
    const converted = convertSource(text, 'gh');
    expect(converted.from).toBe('dlt');
    expect(converted.text).toBe(`# My sources
sources:
  - name: other # stays
    type: rest_api
    rest_api: { base_url: https://o.b, resources: [ { name: x } ] }

  - name: gh
    type: rest_api
    rest_api:
      base_url: https://api.x/v1 # where it lives
      # the tables
      resources:
        - name: posts
          params:
            per_page: 100
          write_disposition: merge
          primary_key: id
        # what people say
        - name: comments
          # below a post
          endpoint: posts/{+resources.posts.id}/comments
          params:
            per_page: 100
            sort: desc
            text: "{x}"
          write_disposition: merge
          primary_key: id
          concurrency: 1
      auth:
        type: bearer
        token: "\${TOKEN}"
`);
    const [before, after] = [modelOf(text, 'gh'), modelOf(converted.text, 'gh')];
    expect([before.spelling, after.spelling]).toEqual(['dlt', 'dango']);
    expect(after.source).toEqual(before.source);
  });

  test('JSON becomes lines', () => {
    const json =
      'sources:\n  - name: a\n    type: rest_api\n    rest_api: {"client": {"base_url": "https://a.b"}, "resources": ["x"]}\n    enabled: true\n';
    expect(convertSource(json, 'a').text).toBe(
      'sources:\n  - name: a\n    type: rest_api\n    rest_api:\n      base_url: https://a.b\n      resources:\n        - name: x\n          write_disposition: append\n    enabled: true\n',
    );
  });

  test('a source of the Python product loses what has no meaning', () => {
    const python =
      'sources:\n  - name: a\n    type: rest_api\n    lookback_days: 3\n    csv: null\n    rest_api:\n      base_url: https://a.b # here\n      endpoints:\n        - path: /x\n';
    expect(convertSource(python, 'a')).toEqual({
      from: 'dango_python',
      text: 'sources:\n  - name: a\n    type: rest_api\n    rest_api:\n      base_url: https://a.b # here\n      resources:\n        - name: x\n          endpoint: /x\n          write_disposition: merge\n          primary_key: id\n',
    });
  });

  test.each<[string, string, string]>([
    ['other', 'is not written in another spelling', 'usage-invalid'],
    ['none', 'There is no source called "none"', 'name-unknown'],
    [
      'faulty',
      `Source "faulty" cannot be converted, because dlt's spelling does not allow this: sources[faulty].rest_api.resources[0].endpoint.foo: Unknown key "foo"`,
      'config-invalid',
    ],
    [
      'getter',
      `cannot be converted, because Dango's own spelling does not allow this: sources[getter].rest_api.resources[0].json: Resource "x" has a json body, which a GET request does not send`,
      'config-invalid',
    ],
  ])('%s is refused', (name, message, code) => {
    const sources = `sources:
  - { name: faulty, type: rest_api, rest_api: { client: { base_url: https://a.b }, resources: [{ name: x, endpoint: { foo: 1 } }] } }
  - { name: getter, type: rest_api, rest_api: { client: { base_url: https://a.b }, resources: [{ name: x, endpoint: { json: {} } }] } }
  - { name: other, type: rest_api, rest_api: { base_url: https://a.b, resources: [{ name: x }] } }
`;
    expect(() => convertSource(sources, name)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(message) as unknown, code }),
    );
  });
});
