import { isUtf8Text } from '../http/decode-text.ts';
import type { HttpResponse } from '../http/http-client.ts';
import { readXml } from '../http/read-xml.ts';
import { unpackFile } from '../http/unpack-file.ts';
import type { BodyFormat } from '../spec/body-format.ts';
import { parseCsv } from './records/parse-csv.ts';
import { parseNdjson } from './records/parse-ndjson.ts';

export interface DecodedResponse extends HttpResponse {
  /** What `json()` parses, where that is the body as it came, in UTF-8. */
  readonly jsonText?: Uint8Array;
}

/**
 * A response whose `json()` gives the list of its lines or rows, or the object of its elements, where it is not JSON. A compressed file is unpacked.
 * @param given the format; undefined: by the content type, else JSON.
 * @throws DangoError `http-limit` for a file that unfolds too far, `response-invalid` for XML that is none; its `json()`
 *   `response-invalid` for another format.
 */
export async function decodeResponse(response: HttpResponse, given: BodyFormat | undefined): Promise<DecodedResponse> {
  const unpacked = await unpackFile(response);
  const contentType = response.headers['content-type'] ?? '';
  const format = given ?? detectFormat(contentType, unpacked);
  if (format.type === 'json')
    return isUtf8Text(unpacked.bytes, contentType) ? { ...unpacked, jsonText: unpacked.bytes } : unpacked;
  if (format.type === 'xml') {
    const document = await readXml(unpacked.text(), response.url, format);
    return { ...unpacked, json: <Body>() => document as Body };
  }
  const read = (): unknown => {
    const text = unpacked.text();
    if (format.type === 'ndjson') return parseNdjson(text, response.url);
    return parseCsv(text, { delimiter: format.delimiter ?? (isTabbed(contentType) ? '\t' : ','), url: response.url });
  };
  return { ...unpacked, json: <Body>() => read() as Body };
}

/** What asks a server for a format; undefined for JSON, which every request asks for. */
export function acceptOf(format: BodyFormat | undefined): string | undefined {
  if (format?.type === 'xml') return 'application/xml, text/xml;q=0.9, */*;q=0.5';
  if (format?.type === 'csv') return 'text/csv, */*;q=0.5';
  return format?.type === 'ndjson' ? 'application/x-ndjson, */*;q=0.5' : undefined;
}

function detectFormat(contentType: string, response: HttpResponse): BodyFormat {
  if (/^\s*[\w-]+\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines|json-seq|ldjson)\b/i.test(contentType)) {
    return { type: 'ndjson' };
  }
  // Some APIs call their JSON XML.
  if (isXml(contentType) && /^\s*</.test(response.text())) return { type: 'xml' };
  const isCsv = /^\s*(?:text|application)\/(?:x-)?csv\b/i.test(contentType) || isTabbed(contentType);
  return { type: isCsv ? 'csv' : 'json' };
}

function isXml(contentType: string): boolean {
  return /^\s*(?:text|application)\/(?:[\w.-]+\+)?xml\b/i.test(contentType) && !/xhtml/i.test(contentType);
}

function isTabbed(contentType: string): boolean {
  return /^\s*text\/(?:x-)?(?:tab-separated-values|tsv)\b/i.test(contentType);
}
