import { DangoError } from '../errors/dango-error.ts';
import type { BodyView } from './body-view.ts';
import { decodeText, excerptBody, isUtf8Text } from './decode-text.ts';
import type { HttpResponse } from './http-client.ts';
import { formatStatus } from './http-error.ts';
import type { XmlOptions } from '../util/parse-xml.ts';
import { readXml } from './read-xml.ts';
import { parseJsonBody } from './parse-json.ts';
import type { Mask } from './redact.ts';
import type { WireResponse } from './transport.ts';

export interface ResponseOrigin {
  readonly exchange: number;
  readonly method: string;
  /** Address that answered, without what authentication added to it. */
  readonly url: string;
  /** The same, masked, for errors. */
  readonly shownUrl: string;
  readonly mask: Mask;
}

/** What the caller gets. Text and JSON are made when they are asked for. */
export function createResponse(wire: WireResponse, origin: ResponseOrigin, view?: BodyView): HttpResponse {
  const { status, headers, bytes } = wire;
  const text = (): string => decodeText(bytes, headers['content-type']);
  return {
    exchange: origin.exchange,
    status,
    url: origin.url,
    headers,
    bytes,
    text,
    xml: async <Body>(options?: XmlOptions) => (await readXml(text(), origin.shownUrl, options)) as Body,
    json<Body>() {
      const taken = view?.take();
      if (taken !== undefined) return taken.value as Body;
      const body = text();
      if (!/\S/.test(body)) return null as Body;
      try {
        return parseJsonBody(body, isUtf8Text(bytes, headers['content-type']) ? bytes : undefined) as Body;
      } catch {
        // The parser's own error quotes the text unmasked, so it is not kept as the cause.
        throw createJsonError(wire, origin);
      }
    },
  };
}

function createJsonError({ status, headers, bytes }: WireResponse, origin: ResponseOrigin): DangoError {
  const { method, shownUrl: url, mask } = origin;
  const contentType = headers['content-type'];
  const excerpt = excerptBody(bytes, contentType, { length: 200, mask }).replace(/\s+/g, ' ').trim();
  const type = contentType === undefined ? 'no content type' : `content type "${mask(contentType)}"`;
  const start = excerpt === '' ? 'is not text' : `starts with: ${excerpt}`;
  const message = `Response is not JSON: ${method} ${url} answered ${formatStatus(status)} with ${type} and ${start}`;
  const context = { method, url, status, contentType: contentType ?? null };
  return new DangoError(message, { code: 'response-invalid', hint: chooseHint(excerpt, contentType), context });
}

function chooseHint(excerpt: string, contentType = ''): string {
  if (/^(?:<!doctype html|<html)/i.test(excerpt) || /^text\/html\b/i.test(contentType))
    return 'Check base_url and the endpoint path: a web page answered, not the API.';
  if (/^\{.*\} ?\{/.test(excerpt))
    return 'Set format: ndjson at the resource: the response holds one JSON value a line.';
  if (excerpt.startsWith('<')) return 'Set format: xml at the resource: the response looks like XML.';
  if (/^[[{]/.test(excerpt)) return 'Try again: the response begins like JSON but is damaged.';
  return 'Check that the endpoint returns JSON.';
}
