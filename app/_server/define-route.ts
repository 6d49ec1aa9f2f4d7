import { z } from 'zod';

import type { ErrorRecord } from '#lib/index.ts';
import { doorMarkHeader, receiveHandover, type Handover } from '../../server/handover.ts';
import { errorStatus, toPublicError } from './public-error.ts';

interface RouteContext {
  readonly params: Promise<Record<string, string | string[] | undefined>>;
}

interface RouteInput<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly request: Request;
  readonly server: Handover;
}

interface RouteShape<Params, Query, Body> {
  /** Parts of the path. Default: none are read. */
  readonly params?: z.ZodType<Params>;
  /** The query string. Default: none is read. */
  readonly query?: z.ZodType<Query>;
  /** JSON body. Default: none is read. */
  readonly body?: z.ZodType<Body>;
}

export type RouteHandler = (request: Request, context: RouteContext) => Promise<Response>;

/**
 * Makes a route handler: closed to whatever did not come through the door, input checked, errors in the shape of
 * {@link ErrorRecord}. The work returns what is sent as JSON, or a Response of its own.
 */
export function defineRoute<Params = undefined, Query = undefined, Body = undefined>(
  shape: RouteShape<Params, Query, Body>,
  work: (input: RouteInput<Params, Query, Body>) => Promise<unknown>,
): RouteHandler {
  return async (request, context) => {
    try {
      const server = receiveHandover();
      if (request.headers.get(doorMarkHeader) !== server.doorMark) return answerError(closed, 403);
      const input = {
        params: readInput(shape.params, await context.params, 'path'),
        query: readInput(shape.query, Object.fromEntries(new URL(request.url).searchParams), 'query'),
        body: shape.body === undefined ? undefined : readInput(shape.body, await readJson(request), 'body'),
        request,
        server,
      } as RouteInput<Params, Query, Body>;
      const answer = await work(input);
      return answer instanceof Response ? answer : Response.json(answer ?? null, { headers: noStore });
    } catch (error) {
      if (request.signal.aborted) return new Response(null, { status: 499 });
      const record = toPublicError(error);
      return answerError(record, errorStatus(record));
    }
  };
}

const noStore = { 'cache-control': 'no-store' };
const closed: ErrorRecord = { code: 'usage-invalid', message: 'This door is closed.' };

function answerError(error: ErrorRecord, status: number): Response {
  return Response.json({ error }, { status, headers: noStore });
}

function readInput<Value>(schema: z.ZodType<Value> | undefined, value: unknown, part: string): Value | undefined {
  if (schema === undefined) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new InputError(`The ${part} of this request is not right: ${z.prettifyError(result.error)}`);
}

/** A page of ours sends right input; what is wrong came from elsewhere, or from a fault. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    throw new InputError('The body of this request is not JSON.');
  }
}
