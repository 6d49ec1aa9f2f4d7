import { toErrorRecord } from '../errors/error-record.ts';
import type { ErrorRecord } from '../errors/dango-error.ts';
import type { ExchangeRecorder } from '../http/exchange.ts';
import { runInHttpScope } from '../http/http-scope.ts';
import type { Replay } from '../http/replay.ts';
import type { SampleAnswer } from '../import/samples/sample-request.ts';
import { createPaginator } from '../rest/create-paginator.ts';
import type { Paginator } from '../sdk/paginate/paginator.ts';
import { withoutReadingAhead } from '../sdk/reading-ahead.ts';
import type { RestResource } from '../spec/rest-source.ts';
import { openUnsavedSource, type UnsavedSource } from './unsaved-source.ts';

interface FetchHost {
  readonly recorder: ExchangeRecorder;
  readonly signal: AbortSignal;
  /** What answers in place of the API, by name of the resource. Absent: the API does. */
  readonly samples?: ReadonlyMap<string, SampleAnswer> | undefined;
}

/** A person waits: one more attempt, then the fault is told. The same for an API that asks for a pause, in milliseconds. */
const impatience = { maxAttempts: 2, maxWaitMs: 3_000, retryBudgetMs: 5_000 };

/**
 * Sends the first request of each named resource, one after another, as a sync would. Its answer is in the record.
 * @param names of resources that need no other.
 * @returns what went wrong, by name.
 */
export async function fetchFirstPages(
  source: UnsavedSource,
  names: readonly string[],
  { recorder, signal, samples }: FetchHost,
): Promise<ReadonlyMap<string, ErrorRecord>> {
  const { compile, scope } = openUnsavedSource(source);
  const failed = new Map<string, ErrorRecord>();
  const limits = { ...scope.limits, ...impatience };
  for (const resource of compile(firstPageOnly)) {
    if (!names.includes(resource.name)) continue;
    const sample = samples?.get(resource.name);
    const replay = sample === undefined ? undefined : answerAlways(sample);
    try {
      await runInHttpScope({ ...scope, limits, recorder, signal, replay, resource: resource.name }, () =>
        withoutReadingAhead(async () => {
          const pages = resource.records({
            parentRecord: undefined,
            recordsAbove: {},
            cursor: undefined,
            values: resource.forEach?.[0],
            signal,
            warn: () => undefined,
          });
          for await (const _ of pages);
        }),
      );
    } catch (error) {
      if (signal.aborted) throw error;
      failed.set(resource.name, toErrorRecord(error));
    }
  }
  return failed;
}

/** Whatever is asked: a text knows the answer to a request that somebody sent, and not always to the very first one. */
function answerAlways({ text, body, link }: SampleAnswer): Replay {
  const headers = { 'content-type': 'application/json; charset=utf-8', ...(link === undefined ? {} : { link }) };
  const bytes = Buffer.from(text ?? JSON.stringify(body));
  return { answers: () => true, answer: () => ({ type: 'response', status: 200, headers, bytes }) };
}

/** Asks as the pagination of the resource does at first, and for no more. */
function firstPageOnly(resource: RestResource): Paginator {
  const paginator = createPaginator(resource);
  return {
    start: (request) => ({
      first: paginator.start(request).first,
      next: () => ({ why: 'the first page is enough' }),
    }),
  };
}
