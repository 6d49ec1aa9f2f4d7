import { decodeText, isTextBody } from './decode-text.ts';
import type { Mask } from './redact.ts';

/** A body as it is shown: text, masked; undefined for one that is no text, and for none. */
export function showBody(
  body: string | Uint8Array | undefined,
  contentType: string | undefined,
  mask: Mask,
): string | undefined {
  if (body === undefined) return undefined;
  if (typeof body === 'string') return mask(body);
  return isTextBody(body, contentType) ? mask(decodeText(body, contentType)) : undefined;
}
