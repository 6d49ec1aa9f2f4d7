import type { Exchange } from './exchange.ts';

/** An exchange that is shown while the work goes on, with no more of a long body than a person looks at. */
export interface ShownExchange extends Exchange {
  /** True when `responseBody` is only the start of what came. */
  readonly isBodyCut: boolean;
}

/** @param maxCharacters of the response's body that are kept. Cutting again what was cut is fine. */
export function showExchange(exchange: Exchange | ShownExchange, maxCharacters: number): ShownExchange {
  // Its bytes are not for messages.
  const { responseUtf8: _bytes, ...shown } = exchange;
  const { responseBody } = shown;
  const wasCut = 'isBodyCut' in exchange && exchange.isBodyCut;
  if (responseBody === undefined || responseBody.length <= maxCharacters) return { ...shown, isBodyCut: wasCut };
  // Never between the two halves of a character.
  const start = responseBody.slice(0, maxCharacters).replace(/[\uD800-\uDBFF]$/, '');
  return { ...shown, responseBody: start, isBodyCut: true };
}
