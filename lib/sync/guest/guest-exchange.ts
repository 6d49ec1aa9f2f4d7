import type { ShownExchange } from '../../http/shown-exchange.ts';
import { isPlainObject } from '../../util/plain-object.ts';

const texts = ['method', 'url', 'startedAt'];
const counts = ['number', 'status', 'responseBytes', 'durationMs', 'attempts'];
const optionalCounts = ['replayOf', 'waitedMs', 'records', 'parentExchange'];
const optionalTexts = [
  'resource',
  'redirectedTo',
  'requestBody',
  'responseBody',
  'reason',
  'decision',
  'recordsPath',
  'listEnd',
  'error',
];

/** True for what can be an exchange: the process of a module says it, and user code may have made it up. */
export function isGuestExchange(exchange: unknown): exchange is ShownExchange {
  if (!isPlainObject(exchange) || typeof exchange['isBodyCut'] !== 'boolean') return false;
  return (
    texts.every((field) => typeof exchange[field] === 'string') &&
    counts.every((field) => typeof exchange[field] === 'number') &&
    optionalTexts.every((field) => exchange[field] === undefined || typeof exchange[field] === 'string') &&
    optionalCounts.every((field) => isOptionalNumber(exchange[field])) &&
    (exchange['retries'] === undefined || areRetries(exchange['retries'])) &&
    (exchange['pretended'] === undefined || arePretended(exchange['pretended'])) &&
    areHeaders(exchange['requestHeaders']) &&
    areHeaders(exchange['responseHeaders'])
  );
}

function areRetries(retries: unknown): boolean {
  return Array.isArray(retries) && retries.every(isRetry);
}

function isRetry(retry: unknown): boolean {
  return (
    isPlainObject(retry) &&
    typeof retry['cause'] === 'string' &&
    typeof retry['waitMs'] === 'number' &&
    isOptionalNumber(retry['tookMs'])
  );
}

function arePretended(answers: unknown): boolean {
  return Array.isArray(answers) && answers.every(isPretended);
}

function isPretended(answer: unknown): boolean {
  return (
    isPlainObject(answer) &&
    typeof answer['cause'] === 'string' &&
    typeof answer['fault'] === 'number' &&
    typeof answer['attempt'] === 'number'
  );
}

function isOptionalNumber(value: unknown): boolean {
  return value === undefined || typeof value === 'number';
}

function areHeaders(headers: unknown): boolean {
  return isPlainObject(headers) && Object.values(headers).every((value) => typeof value === 'string');
}
