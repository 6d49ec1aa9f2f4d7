import { DangoError } from '../errors/dango-error.ts';
import { withWarnings, type Warn } from './warning-scope.ts';

/** What a function that reads records may return. A promise may lead to a list only. */
export type ProducedRecords<Yielded = unknown> =
  | AsyncIterable<Yielded>
  | Iterable<Yielded>
  | Promise<AsyncIterable<Yielded> | Iterable<Yielded>>;

/**
 * Runs the function of a module and hands out what it yields; a list that it returns is one page. Every step of it
 * runs where a `RestClient` finds `warn`.
 * @throws DangoError `module-invalid` when it returns something else.
 */
export async function* readRecords(name: string, warn: Warn, produce: () => ProducedRecords): AsyncGenerator {
  const produced: unknown = await withWarnings(warn, produce);
  if (Array.isArray(produced)) {
    yield produced;
    return;
  }
  const iterator = openIterator(name, produced, warn);
  let isDone = false;
  try {
    for (;;) {
      const step = await withWarnings(warn, () => iterator.next());
      if (step.done === true) {
        isDone = true;
        return;
      }
      yield await step.value;
    }
  } finally {
    // Only where the reader stops early: a generator that ended or failed has nothing to close.
    if (!isDone) await withWarnings(warn, () => iterator.return?.());
  }
}

function openIterator(name: string, produced: unknown, warn: Warn): AnyIterator {
  if (typeof produced === 'object' && produced !== null) {
    if (isAsyncIterable(produced)) return withWarnings(warn, () => produced[Symbol.asyncIterator]());
    if (isIterable(produced)) return withWarnings(warn, () => produced[Symbol.iterator]());
  }
  const found = produced === null ? 'null' : typeof produced === 'object' ? 'an object' : typeof produced;
  throw new DangoError(`Resource "${name}" must yield records or return a list, but its function returned ${found}.`, {
    code: 'module-invalid',
    hint: 'Write it as "async function* () { … yield record; }", or return a list or client.paginate(…).',
    context: { resource: name },
  });
}

type AnyIterator = AsyncIterator<unknown> | Iterator<unknown>;

function isAsyncIterable(value: object): value is AsyncIterable<unknown> {
  return Symbol.asyncIterator in value;
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value;
}
