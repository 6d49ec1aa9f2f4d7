import { parseRetryAfter } from './retry-after.ts';
import type { WireResponse } from './transport.ts';

const remainingHeaders = ['x-ratelimit-remaining', 'x-rate-limit-remaining', 'ratelimit-remaining'];
const resetHeaders = ['x-ratelimit-reset', 'x-rate-limit-reset', 'ratelimit-reset', 'rate-limit-reset'];

type Told = Pick<WireResponse, 'status' | 'headers'>;

/** Whether a response refuses a request because there were too many; some APIs say so with a 403. */
export function isRefusedByLimit({ status, headers }: Told): boolean {
  return status === 429 || (status === 403 && (headers['retry-after'] !== undefined || isUsedUp(headers)));
}

/**
 * How long a server wants not to be asked: by `Retry-After`, else by when its limit is reset, if that is used up.
 * @returns milliseconds from now on; undefined when it says nothing, or an instant that has passed.
 */
export function readToldWait(response: Told, nowMs: number): number | undefined {
  const { headers } = response;
  const told = parseRetryAfter(headers['retry-after'], readServerTime(headers) ?? nowMs);
  if (told !== undefined || !(isRefusedByLimit(response) || isUsedUp(headers))) return told;
  const reset = resetHeaders.map((name) => headers[name]).find((value) => value !== undefined);
  const waitMs = parseReset(reset ?? readStructured(headers, 'reset', 't'), readServerTime(headers) ?? nowMs);
  return waitMs === undefined || waitMs <= 0 ? undefined : waitMs;
}

function isUsedUp(headers: Told['headers']): boolean {
  const remaining = remainingHeaders.map((name) => headers[name]).find((value) => value !== undefined);
  return /^\s*0+(?:\.0+)?\s*$/.test(remaining ?? readStructured(headers, 'remaining', 'r') ?? '');
}

/** An instant counts from the clock of the server, which may differ from this machine's by minutes. */
function readServerTime(headers: Told['headers']): number | undefined {
  const instant = Date.parse(headers['date'] ?? '');
  return Number.isNaN(instant) ? undefined : instant;
}

/** From `RateLimit: limit=10, remaining=0, reset=5` and its later form `"default";r=0;t=5`. */
function readStructured(headers: Told['headers'], ...names: readonly string[]): string | undefined {
  return new RegExp(`(?:^|[;,\\s])(?:${names.join('|')})=(\\d+)`).exec(headers['ratelimit'] ?? '')?.[1];
}

/** No number of seconds is as large as this, and no instant in milliseconds as small. */
const firstInstantSeconds = 1e9;
const firstInstantMs = 1e11;

/** Instant or seconds, told apart by size: the same header is the one at one API and the other at the next. */
function parseReset(value: string | undefined, nowMs: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(text)) {
    const number = Number(text);
    if (number >= firstInstantMs) return number - nowMs;
    return number >= firstInstantSeconds ? number * 1000 - nowMs : number * 1000;
  }
  if (!/^\d{4}-\d\d-\d\d|[a-z]{3}/i.test(text)) return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant - nowMs;
}
