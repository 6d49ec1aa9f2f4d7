import type { ServerResponse } from 'node:http';
import type { ApiAnswer } from './api-answer.ts';
import type { Fault } from './disturbances.ts';
import { writeJson } from './write-json.ts';

/** Sends an answer, or what a fault makes of it. Returns the status that was sent; undefined for none. */
export function sendAnswer(response: ServerResponse, answer: ApiAnswer, fault?: Fault): number | undefined {
  if (fault?.connection === 'reset') {
    response.destroy();
    return undefined;
  }
  if (fault === undefined || fault.connection === 'cut') {
    const status = answer.status ?? 200;
    const body = writeJson(answer.body);
    writeHead(response, status, body, answer.headers);
    if (fault === undefined) response.end(body);
    else response.write(body.slice(0, body.length / 2), () => response.destroy());
    return status;
  }
  const status = fault.status ?? 500;
  const body = fault.body ?? writeJson({ error: { code: status, message: 'Fault on demand' } });
  writeHead(response, status, body, fault.headers);
  response.end(body);
  return status;
}

function writeHead(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const length = String(Buffer.byteLength(body));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': length,
    ...headers,
  });
}
