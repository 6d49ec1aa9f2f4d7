import { Readable } from 'node:stream';
import { DangoError } from '../errors/dango-error.ts';
import { createResponse } from './create-response.ts';
import { defaultHttpLimits } from './default-limits.ts';
import type { HttpResponse } from './http-client.ts';
import { currentHttpScope } from './http-scope.ts';
import { readBody } from './read-body.ts';
import { maskUrl } from './redact.ts';

/**
 * A response whose body is a gzip file, such as an export, as if its content had been sent; any other as it is. Told by
 * the first bytes, because content types of files say little.
 * @throws DangoError `http-limit` for one that unfolds beyond the limits, `response-invalid` for one that is broken.
 */
export async function unpackFile(response: HttpResponse): Promise<HttpResponse> {
  const { bytes, status, exchange, url, headers } = response;
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return response;
  const { limits, mask = (text) => text } = currentHttpScope();
  const maxBytes = limits?.maxResponseBytes ?? defaultHttpLimits.maxResponseBytes;
  const shownUrl = maskUrl(url, mask);
  const content = await readBody(Readable.from([bytes]), { encoding: 'gzip', maxBytes }).catch(() => {
    throw new DangoError(`The response is a gzip file that is broken: ${shownUrl}`, {
      code: 'response-invalid',
      hint: 'Try again; if it stays so, ask the API for another format.',
    });
  });
  if (typeof content === 'string') {
    const problem = content === 'bomb' ? 'unfolds to more than 500 times its size' : `is larger than ${maxBytes} bytes`;
    throw new DangoError(`The response is a gzip file that ${problem}: ${shownUrl}`, {
      code: 'http-limit',
      hint: 'Ask for smaller files, or raise the size limit of the project.',
    });
  }
  const wire = { type: 'response', status, headers, bytes: content } as const;
  return createResponse(wire, { exchange, method: 'GET', url, shownUrl, mask });
}
