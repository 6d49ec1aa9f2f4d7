import type { Mask } from './redact.ts';

/** Whether a mask leaves a text as it is, told from its bytes in UTF-8. False says nothing: the mask must be asked. */
type PlainTextCheck = (utf8: Uint8Array) => boolean;

const checks = new WeakMap<Mask, PlainTextCheck>();

/** Gives a mask its check, so that texts without secrets need not be decoded for it. Returns the mask. */
export function withPlainTextCheck(mask: Mask, check: PlainTextCheck): Mask {
  checks.set(mask, check);
  return mask;
}

/** True when nothing in a text, valid UTF-8, is masked. False also where that is not known. */
export function isPlainText(utf8: Uint8Array, mask: Mask): boolean {
  return checks.get(mask)?.(utf8) ?? false;
}

/** One mask of several, which are asked in this order. */
export function joinMasks(masks: readonly Mask[]): Mask {
  const joined: Mask = (text) => masks.reduce((masked, mask) => mask(masked), text);
  return withPlainTextCheck(joined, (utf8) => masks.every((mask) => isPlainText(utf8, mask)));
}
