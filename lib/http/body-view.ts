import { decodeText } from './decode-text.ts';
import { parseJson } from './parse-json.ts';
import type { WireResponse } from './transport.ts';

/** A body as rules look at it, made once and only when one asks. */
export interface BodyView {
  /** Of the response; names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  text(): string;
  /** The parsed body; undefined for one that is not JSON. */
  json(): unknown;
  /** The same, given away: what the caller does to it must not be seen here. Undefined when nobody has asked for it. */
  take(): { readonly value: unknown } | undefined;
}

export function viewBody({ bytes, headers }: Pick<WireResponse, 'bytes' | 'headers'>): BodyView {
  let text: string | undefined;
  let parsed: { readonly value: unknown } | undefined;
  const readText = (): string => (text ??= decodeText(bytes, headers['content-type']));
  return {
    headers,
    text: readText,
    json: () => (parsed ??= { value: parseOrNothing(readText()) }).value,
    take() {
      const taken = parsed?.value === undefined ? undefined : parsed;
      parsed = undefined;
      return taken;
    },
  };
}

function parseOrNothing(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
