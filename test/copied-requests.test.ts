import { execFileSync } from 'node:child_process';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { writeCurl, writeFetch, writePython, type WritableRequest } from '../components/test-panel/request-code.ts';

const nasty = [
  `it's`,
  `"double" and 'single' and \`tick\``,
  String.raw`back\slash \n \' \\`,
  '$HOME ${HOME} $(id) `id` !!',
  'line\nbreak\r\ttab',
  '-- -H --data @file',
  'ünï ✓ 😀 \u2028',
  "'",
  "''",
  '{a,b}[1-3]*?~#&;|<>%41',
  '${secret}',
  ' leading and trailing ',
];
const secret = `s3'c"r$t\\ \`x\``;

/** What a shell gives to curl. */
function argumentsOf(code: string): string[] {
  const script = `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${code}`;
  const told = execFileSync('sh', ['-c', script], { env: { API_TOKEN: secret, HOME: '/nowhere' } }).toString();
  return told.split('\0').slice(0, -1);
}

/** What the code gives to fetch. */
async function callOf(code: string): Promise<{ url: unknown; options: Record<string, unknown> }> {
  const calls: { url: unknown; options: Record<string, unknown> }[] = [];
  const fetch = (url: unknown, options: Record<string, unknown>) => {
    calls.push({ url, options });
    return { status: 200, text: () => '' };
  };
  const context = { fetch, process: { env: { API_TOKEN: secret } }, console: { log: () => undefined } };
  await (runInNewContext(`(async () => {\n${code}\n})()`, context) as Promise<void>);
  const [call] = calls;
  if (call === undefined) throw new Error('Nothing was fetched.');
  return call;
}

function requestOf(text: string): WritableRequest {
  return {
    method: 'PUT',
    url: [`https://api.example/${text}?key=`, { secret: 'API_TOKEN' }, '&x=1'],
    headers: [
      ['accept', ['application/json']],
      ['x-odd', [text]],
      ['authorization', ['Bearer ', { secret: 'API_TOKEN' }]],
    ],
    body: [`{"text":${JSON.stringify(text)}}`, text],
  };
}

describe.each(nasty)('a request with %j', (text) => {
  const body = `{"text":${JSON.stringify(text)}}${text}`;

  test('reaches curl as it is, with the secret of the environment', () => {
    const words = argumentsOf(writeCurl(requestOf(text))).filter((word) => word !== '--globoff');
    expect(words).toEqual([
      `https://api.example/${text}?key=${secret}&x=1`,
      '--request',
      'PUT',
      '--header',
      'accept: application/json',
      '--header',
      `x-odd: ${text}`,
      '--header',
      `authorization: Bearer ${secret}`,
      '--data-raw',
      body,
    ]);
  });

  test('reaches fetch as it is, with the secret of the environment', async () => {
    const { url, options } = await callOf(writeFetch(requestOf(text)));
    expect(url).toBe(`https://api.example/${text}?key=${secret}&x=1`);
    expect({ ...options, headers: { ...(options['headers'] as object) } }).toEqual({
      method: 'PUT',
      headers: { accept: 'application/json', 'x-odd': text, authorization: `Bearer ${secret}` },
      body,
    });
  });
});

test('curl is told a method only where it would take another, and that brackets are no pattern', () => {
  const url = ['https://api.example/a'];
  expect(writeCurl({ method: 'GET', url, headers: [], body: undefined })).toBe("curl 'https://api.example/a'");
  expect(writeCurl({ method: 'POST', url, headers: [], body: ['a=1'] })).toBe(
    "curl 'https://api.example/a' \\\n  --data-raw 'a=1'",
  );
  expect(writeCurl({ method: 'POST', url, headers: [], body: undefined })).toContain("--request 'POST'");
  expect(writeCurl({ method: 'HEAD', url, headers: [], body: undefined })).toContain('--head');
  expect(writeCurl({ method: 'GET', url: ['https://a.example/?q[]={1}'], headers: [['x-none', ['']]], body: [] })).toBe(
    "curl --globoff 'https://a.example/?q[]={1}' \\\n  --request 'GET' \\\n  --header 'x-none;' \\\n  --data-raw ''",
  );
});

test('Python names the secret of the environment, and sends text as UTF-8', () => {
  const request: WritableRequest = {
    method: 'POST',
    url: ["https://api.example/it's"],
    headers: [['authorization', ['Bearer ', { secret: 'API_TOKEN' }]]],
    body: ['{"a":"\\" \\\\ ✓"}'],
  };
  expect(writePython(request)).toBe(`import os

import requests

response = requests.request(
    "POST",
    "https://api.example/it's",
    headers={
        "authorization": "Bearer " + os.environ["API_TOKEN"],
    },
    data=("{\\"a\\":\\"\\\\\\" \\\\\\\\ ✓\\"}").encode("utf-8"),
)
print(response.status_code, response.text)`);
  expect(writePython({ method: 'GET', url: ['https://api.example'], headers: [], body: undefined })).not.toContain(
    'os',
  );
});
