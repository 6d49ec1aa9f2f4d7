import { DangoError } from '../../errors/dango-error.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { listAt, textOf, type SchemaObject } from '../json-schema.ts';
import type { Note, SourceProposal } from '../proposal.ts';
import { proposeFromSamples } from '../samples/propose-from-samples.ts';
import { plainText } from '../samples/sample-values.ts';
import type { SampleAnswer, SampleBody, SampleRequest } from '../samples/sample-request.ts';
import { splitQuery } from '../samples/split-url.ts';

/** Hosts that only measure who looks at a page. */
const measuring =
  /(^|\.)(google-analytics|googletagmanager|doubleclick|segment|mixpanel|amplitude|sentry|datadoghq|newrelic|nr-data|hotjar|intercom|fullstory|facebook|hubspot|clarity|bugsnag|optimizely|launchdarkly|cookielaw|onetrust)\.(com|io|net|ms|org|eu)$/i;

/**
 * Reads what a browser recorded (HAR 1.1 or 1.2): the requests that were answered with JSON. Files, pages and measuring are
 * left out.
 * @throws DangoError `config-invalid` where nothing is left.
 */
export function readHar(document: SchemaObject, file: string, name?: string): SourceProposal {
  const log = isPlainObject(document['log']) ? document['log'] : {};
  const entries = listAt(log['entries']);
  const notes: Note[] = [];
  const requests = entries.flatMap((entry, index) => readEntry(entry, `#/log/entries/${index}`) ?? []);
  const skipped = entries.length - requests.length;
  if (skipped > 0)
    notes.push({
      at: '#/log/entries',
      text: `${skipped} of ${entries.length} requests were not answered with JSON and are left out`,
    });
  const proposal = proposeFromSamples(requests, { kind: 'har', notes, isPerQuery: false, name });
  if (proposal.resources.length > 0) return proposal;
  throw new DangoError(`${file} has no request that was answered with JSON, among ${entries.length} at #/log/entries`, {
    code: 'config-invalid',
    hint: 'Record once more with the network tab of the browser open, and save all as HAR with content.',
  });
}

function readEntry({ request, response }: SchemaObject, at: string): SampleRequest[] | undefined {
  if (!isPlainObject(request) || !isPlainObject(response)) return undefined;
  const url = textOf(request['url']) ?? '';
  const status = Number(response['status']);
  if (!URL.canParse(url) || measuring.test(new URL(url).hostname) || status >= 400) return undefined;
  const answer = readAnswer(response, at);
  const method = (textOf(request['method']) ?? 'GET').toUpperCase();
  if (answer === undefined || method === 'OPTIONS') return undefined;
  const headers = pairsOf(request['headers']);
  const cookies = pairsOf(request['cookies']);
  const hasCookie = headers.some(([key]) => /^cookie$/i.test(key)) || cookies.length === 0;
  const sent: [string, string][] = hasCookie
    ? headers
    : [...headers, ['Cookie', cookies.map((pair) => pair.join('=')).join('; ')]];
  const body = method === 'POST' && isPlainObject(request['postData']) ? readPostData(request['postData']) : undefined;
  if (method === 'POST' && !isSearch(url, body)) return undefined;
  return [{ at: `${at}/request`, method, url: plainText(url), headers: sent, body, answers: [answer] }];
}

/** A POST is taken where its path or GraphQL tells that it only asks. */
function isSearch(url: string, body: SampleBody | undefined): boolean {
  const isGraphql = body?.type === 'json' && isPlainObject(body.value) && typeof body.value['query'] === 'string';
  return isGraphql || /search|query|graphql|list|find|filter/i.test(new URL(url).pathname);
}

function readAnswer(response: SchemaObject, at: string): SampleAnswer | undefined {
  const content = isPlainObject(response['content']) ? response['content'] : {};
  const type = textOf(content['mimeType']) ?? '';
  if (!/json/i.test(type)) return undefined;
  const link = pairsOf(response['headers']).find(([key]) => /^link$/i.test(key))?.[1];
  const text = decode(textOf(content['text']) ?? '', textOf(content['encoding']));
  return { at: `${at}/response/content/text`, body: parse(text), text, link };
}

function decode(text: string, encoding: string | undefined): string {
  if (encoding !== 'base64') return text;
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  } catch {
    return '';
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function readPostData(data: SchemaObject): SampleBody {
  const type = textOf(data['mimeType']) ?? '';
  const text = textOf(data['text']) ?? '';
  if (/json/i.test(type)) {
    const value = parse(plainText(text));
    if (value !== undefined) return { type: 'json', value: value as never };
  }
  if (/x-www-form-urlencoded/i.test(type)) {
    const pairs = pairsOf(data['params']);
    return { type: 'form', fields: pairs.length > 0 ? pairs : splitQuery(plainText(text)) };
  }
  return { type: 'text', text: plainText(text) };
}

function pairsOf(list: unknown): [string, string][] {
  return listAt(list).flatMap((item): [string, string][] => {
    const name = textOf(item['name']);
    return name === undefined ? [] : [[name, plainText(textOf(item['value']) ?? '')]];
  });
}
