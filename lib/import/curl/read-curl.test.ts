import { describe, expect, test } from 'vitest';
import type { SourceProposal } from '../proposal.ts';
import { writeSource } from '../write-source.ts';
import { readCurl } from './read-curl.ts';

const yamlOf = (proposal: SourceProposal) =>
  writeSource(proposal, new Set(proposal.resources.map(({ id }) => id)), 'the text').yaml;
const only = (text: string) => {
  const proposal = readCurl(text);
  const [resource] = proposal.resources;
  if (resource === undefined) throw new Error('There is no resource.');
  return { proposal, settings: resource.settings, auth: proposal.settings.auth?.value, secrets: proposal.secrets };
};

test('several commands make one source: credentials out, noise out, pages told apart', () => {
  const proposal = readCurl(`
# the users
$ curl -sSL 'https://api.acme.test/v1/users?page=1&per_page=50&status=open' \\
  -H 'Authorization: Bearer sk_live_1234567890' \\
  -H 'User-Agent: Mozilla/5.0' -H 'sec-ch-ua: "x"' -H 'Accept: application/json' -H 'X-Team: data' --compressed
curl -X POST https://api.acme.test/v1/orders/search -H "Authorization: Bearer sk_live_1234567890" -H 'X-Team: data' \\
  -H 'content-type: application/json' --data-raw $'{"status":"it\\'s open","page":{"number":1,"size":50},"api_key":"zzz-secret"}'
curl -G https://api.acme.test/v1/invoices -d limit=20 -d offset=0 --data-urlencode "q=a b&c" -u me:pw -b '_ga=1; sid=abcd' -H 'X-Team: data'
curl -X DELETE https://api.acme.test/v1/users/1
curl https://other.test/x
`);
  expect(yamlOf(proposal)).toBe(`name: acme
type: rest_api
enabled: true
rest_api:
  base_url: https://api.acme.test/v1
  headers:
    X-Team: data
  auth:
    type: bearer
    token: "\${ACME_TOKEN}"
  resources:
    - name: users
      endpoint: /users
      params:
        status: open
      pagination:
        type: page_number
        limit: 50

    - name: orders
      endpoint: /orders/search
      method: POST
      json:
        status: it's open
        api_key: "\${ACME_API_KEY}"
      pagination:
        type: page_number
        param: page.number
        sent_by: json
        limit: 50
        limit_param: page.size

    - name: invoices
      endpoint: /invoices
      params:
        q: a b&c
      headers:
        Cookie: "\${ACME_COOKIE}"
      auth:
        type: http_basic
        username: "\${ACME_USERNAME}"
        password: "\${ACME_PASSWORD}"
      pagination:
        type: offset
        limit: 20
`);
  expect(proposal.secrets).toEqual([
    { name: 'ACME_API_KEY', value: 'zzz-secret' },
    { name: 'ACME_COOKIE', value: 'sid=abcd' },
    { name: 'ACME_USERNAME', value: 'me' },
    { name: 'ACME_PASSWORD', value: 'pw' },
    { name: 'ACME_TOKEN', value: 'sk_live_1234567890' },
  ]);
  expect(proposal.notes.map(({ at, text }) => `${at}: ${text}`)).toEqual([
    'command 4: DELETE https://api.acme.test/v1/users/1 changes something or gives no body, so it is left out',
    'command 5: requests to https://other.test are left out: import them as a source of their own',
    'command 1: headers of a browser or tool are left out: accept, sec-ch-ua, user-agent',
  ]);
});

describe('credentials', () => {
  test.each([
    ["-H 'Authorization: Token abcd'", { type: 'bearer', token: '${X_TOKEN}', prefix: 'Token' }, ['abcd']],
    [
      "-H 'Authorization: Basic bWU6cHc6eA=='",
      { type: 'http_basic', username: '${X_USERNAME}', password: '${X_PASSWORD}' },
      ['me', 'pw:x'],
    ],
    ['-u sk_1234:', { type: 'http_basic', username: '${X_USERNAME}', password: '' }, ['sk_1234']],
    ['--oauth2-bearer abcd', { type: 'bearer', token: '${X_TOKEN}' }, ['abcd']],
    ["-H 'X-Api-Key: k-1'", { type: 'api_key', name: 'X-Api-Key', api_key: '${X_API_KEY}' }, ['k-1']],
    [
      "-b 'session=s1; _gid=2'",
      { type: 'api_key', name: 'session', location: 'cookie', api_key: '${X_API_KEY}' },
      ['s1'],
    ],
    ['-H "Authorization: Bearer $MY_TOKEN"', { type: 'bearer', token: '${MY_TOKEN}' }, []],
    ["-H 'Authorization: Bearer YOUR_TOKEN'", { type: 'bearer', token: '${X_TOKEN}' }, []],
    ["-H 'Authorization: Bearer a${b}'", { type: 'bearer', token: '${X_TOKEN}' }, ['a${b}']],
  ])('%s', (options, auth, values) => {
    const found = only(`curl https://api.x.test/items ${options}`);
    expect(found.auth).toEqual(auth);
    expect(found.secrets.map(({ value }) => value)).toEqual(values);
    expect(yamlOf(found.proposal)).not.toMatch(/abcd|sk_1234|k-1|s1|pw:x/);
  });

  test.each([
    [
      'https://api.x.test/items?api_key=k-1&page_token=p-1',
      { type: 'api_key', name: 'api_key', location: 'query', api_key: '${X_API_KEY}' },
    ],
    ['https://me:pw%21@api.x.test/items', { type: 'http_basic', username: '${X_USERNAME}', password: '${X_PASSWORD}' }],
  ])('in the address %s', (url, auth) => {
    const found = only(`curl '${url}'`);
    expect(found.auth).toEqual(auth);
    expect(yamlOf(found.proposal)).not.toMatch(/k-1|p-1|pw/);
    expect(JSON.stringify([found.proposal.notes, found.proposal.resources])).not.toMatch(/k-1|pw/);
  });
});

describe('paging', () => {
  test.each([
    ['?page=0&size=10', { type: 'page_number', start: 0, limit: 10, limit_param: 'size' }, 'likely', undefined],
    // Page 7 does not tell where the pages begin; its size stays.
    ['?page=7&size=10', { type: 'page_number', limit: 10, limit_param: 'size' }, 'guess', { size: 10 }],
    ['?skip=20&top=10', { type: 'offset', param: 'skip', limit: 10, limit_param: 'top' }, 'likely', undefined],
    ['?cursor=abc&limit=5', 'auto', 'guess', { limit: 5 }],
  ])('%s', (query, value, confidence, params) => {
    const { settings } = only(`curl 'https://api.x.test/items${query}'`);
    expect([settings.pagination?.value, settings.pagination?.confidence, settings.params?.value]).toEqual([
      value,
      confidence,
      params,
    ]);
  });
});

describe('what cannot be imported says why', () => {
  test.each([
    ['curl -F file=@a.txt https://x.test', '-F in line 1 of command 1 cannot be imported: it uploads files'],
    ['curl -T a.txt https://x.test', '-T in line 1 of command 1 cannot be imported: it uploads files'],
    ['curl \\\n -d @body.json https://x.test', '-d in line 2 of command 1 sends the file body.json, which is not read'],
    ['curl --digest -u a:b https://x.test', '--digest in line 1 of command 1 cannot be imported'],
    ['curl --headr x https://x.test', '--headr in line 1 of command 1 is no option of curl that is known'],
    ['curl -H', '-H in line 1 of command 1 has no value'],
    ['curl -s', 'command 1 has no address'],
    ['curl -I https://x.test', '-I in line 1 of command 1 cannot be imported: it asks for headers only'],
    [
      'curl -X PUT https://x.test/a',
      'No command asks for anything that can be loaded: command 1: PUT https://x.test/a changes something',
    ],
  ])('%s', (text, message) => {
    expect(() => readCurl(text)).toThrow(message);
  });
});

test.each([
  ["curl -d 'a=1&b=x+y' https://x.test/find", 'form', { a: 1, b: 'x y' }],
  [`curl --json '{"a":1}' https://x.test/find`, 'json', { a: 1 }],
  ["curl -H 'content-type: text/plain' --data-raw '@plain' https://x.test/find", 'body', '@plain'],
])('%s', (text, key, value) => {
  const { settings } = only(text);
  expect([settings.method?.value, settings[key as 'json']?.value]).toEqual(['POST', value]);
});

test('a body that is no JSON and no form, and speaks of credentials, is a secret as a whole', () => {
  const { proposal, settings, secrets } = only(
    "curl -H 'content-type: application/xml' --data-raw '<q><password>b-secret</password></q>' https://x.test/find",
  );
  expect(settings.body?.value).toBe('${X_BODY}');
  expect(secrets).toEqual([{ name: 'X_BODY', value: '<q><password>b-secret</password></q>' }]);
  expect(yamlOf(proposal)).not.toContain('b-secret');
});

test('what Dango would fill in stays plain text', () => {
  const { proposal } = only(`curl 'https://api.x.test/items?q={resources.a.b}&r=$\{NAME}'`);
  expect(yamlOf(proposal)).toContain(String.raw`q: \{resources.a.b}`);
  expect(yamlOf(proposal)).toContain('r: "$${NAME}"');
});
