import { DangoError, type ErrorContext } from '../../errors/dango-error.ts';
import { locateInProject } from './locate-in-project.ts';

/** Errors behind an error that are told. */
const mostCauses = 5;
const mostValues = 8;
const longestValue = 200;

/**
 * An error that user code threw, with its place, what caused it (`context.caused_by`) and the values that it carries
 * (`context.values`). Errors of Dango's own keep their words and get the place too.
 */
export function explainModuleError(error: unknown, projectRoot: string, doing: string): DangoError {
  const at = placeOf(error, projectRoot);
  if (DangoError.is(error)) {
    if (error.at !== undefined || at === undefined) return error;
    return new DangoError(error.message, {
      code: error.code,
      hint: error.hint,
      at,
      context: error.context,
      cause: error,
    });
  }
  return new DangoError(`${doing} failed: ${wordsOf(error)}`, {
    code: 'module-failed',
    hint:
      at === undefined ? 'Run with --verbose to see its requests and output.' : `Look at ${at.file}, line ${at.line}.`,
    at,
    context: { ...causesOf(error), ...valuesOf(error) },
    cause: error,
  });
}

/** The line that threw; of one that a package threw, the line that began what is behind it. */
function placeOf(error: unknown, projectRoot: string): ReturnType<typeof locateInProject> {
  for (const one of chainOf(error)) {
    const place = one instanceof Error ? locateInProject(one.stack, projectRoot) : undefined;
    if (place !== undefined) return place;
  }
  return undefined;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : `threw ${showValue(error)}`;
}

function causesOf(error: unknown): ErrorContext {
  const causes = chainOf(error).slice(1);
  return causes.length === 0 ? {} : { caused_by: causes.map(wordsOf).join(' ← ') };
}

/** An error and what is behind it, itself first. */
function chainOf(error: unknown): readonly unknown[] {
  const chain: unknown[] = [error];
  for (let next = error; next instanceof Error && next.cause !== undefined && chain.length <= mostCauses;) {
    next = next.cause;
    chain.push(next);
  }
  return chain;
}

/** What user code hung on its error: `status = 404, id = 7`. */
function valuesOf(error: unknown): ErrorContext {
  if (!(error instanceof Error)) return {};
  const values = Object.entries(error)
    .filter(([name, value]) => name !== 'cause' && typeof value !== 'function')
    .slice(0, mostValues)
    .map(([name, value]) => `${name} = ${showValue(value)}`);
  return values.length === 0 ? {} : { values: values.join(', ') };
}

function showValue(value: unknown): string {
  let text: string;
  try {
    text = JSON.stringify(value) ?? String(value);
  } catch {
    // It names itself, or holds a big integer.
    text = String(value);
  }
  return text.length > longestValue ? `${text.slice(0, longestValue)} …` : text;
}
