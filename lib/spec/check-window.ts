import { parseInstant } from '../util/parse-instant.ts';
import { parseSpan } from '../util/parse-span.ts';
import type { FlatResource } from './flat-resource.ts';
import { hasInterpolation } from './interpolation.ts';
import type { KeyPath } from './key-path.ts';
import type { Finding } from './source-issue.ts';
import { templateTexts } from './template-texts.ts';

const dayMs = 86_400_000;

/** Checks `incremental.window` of a resource: a length, a start and, so that a window is worth its request, an end that is sent. */
export function checkWindow(flat: FlatResource, at: KeyPath): Finding[] {
  const { window, initial_value: initial, end_value: end } = flat.incremental ?? {};
  if (window === undefined || (typeof window === 'string' && hasInterpolation(window))) return [];
  const path = [...at, 'window'];
  const span = typeof window === 'string' ? parseSpan(window) : undefined;
  const found = (message: string, hint: string): Finding[] => [{ path, message, hint }];
  if (typeof window === 'string' && span === undefined) {
    return found(`"${window}" is no length of a window`, 'Write hours, days or weeks, such as 12h, 30d or 8w.');
  }
  if (initial === undefined) {
    return found(
      'window needs an initial_value: the first window begins there',
      'Add initial_value, or remove window.',
    );
  }
  const isText = typeof initial === 'string' && !hasInterpolation(initial);
  const instant = isText ? parseInstant(initial) : undefined;
  if (typeof window === 'number') {
    if (isText) return found(`A window of ${window} does not fit the text "${initial}"`, 'Write a span such as 30d.');
    if (end !== undefined) return checkBounds(flat, path);
    return found(
      `A window of ${window} units needs an end_value: where numbers end is not known`,
      'Add end_value or, where the numbers are seconds since 1970, write a span such as 30d.',
    );
  }
  if (isText && instant === undefined) {
    return found(
      `"${initial}" is no date and no instant, so there are no windows of ${window} behind it`,
      'Write initial_value as 2024-01-31 or as 2024-01-31T10:00:00Z, or remove window.',
    );
  }
  const isShort = (span?.unitMs ?? dayMs) < dayMs;
  if (isShort && ((instant !== undefined && instant.precision !== 'time') || sendsDates(flat.incremental?.convert))) {
    return found(
      `A window of ${window} needs bounds with a time, and these are dates`,
      'Write the window in days, such as 1d.',
    );
  }
  return checkBounds(flat, path);
}

/** Whether a form holds no time of the day. */
function sendsDates(convert = 'datetime'): boolean {
  return convert === 'date' || (convert.includes('%') && !/%[Hs]/.test(convert));
}

function checkBounds(flat: FlatResource, path: KeyPath): Finding[] {
  const { start_param: startParam, end_param: endParam, row_order: rowOrder } = flat.incremental ?? {};
  const texts = templateTexts(flat).map(({ text }) => text);
  const sends = (attributes: RegExp): boolean => texts.some((text) => attributes.test(text));
  const missing = [
    ...(startParam !== undefined || sends(/\{incremental\.(?:start|last)_value\}/) ? [] : ['start']),
    // Where records come in order, reading stops at the end by itself.
    ...(endParam !== undefined || rowOrder === 'asc' || sends(/\{incremental\.end_value\}/) ? [] : ['end']),
  ];
  return missing.map((bound) => ({
    path,
    message: `window needs a request that carries the ${bound} of each window, else every window reads everything`,
    hint: `Add ${bound}_param with the name of the API's parameter, or put {incremental.${bound}_value} where the API expects it.`,
  }));
}
