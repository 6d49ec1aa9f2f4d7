import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ApiRequest } from './api-request.ts';

/** Reads a request to its end. Rejects when the client goes away before. */
export async function receiveRequest(message: IncomingMessage): Promise<ApiRequest> {
  const body = await text(message);
  const headers = Object.entries(message.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  return {
    method: message.method ?? 'GET',
    url: new URL(message.url ?? '/', `http://${message.headers.host ?? '127.0.0.1'}`),
    headers: Object.fromEntries(headers),
    body,
  };
}
