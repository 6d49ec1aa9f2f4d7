/** Texts of bodies, because a response is mostly read by its caller and for its record. */
const decoded = new WeakMap<Uint8Array, { readonly contentType: string; readonly text: string }>();

/**
 * Decodes a body with the charset of its content type; UTF-8 where it names none or an unknown one, UTF-16 where
 * the bytes begin with its mark. A byte order mark is dropped.
 */
export function decodeText(bytes: Uint8Array, contentType = ''): string {
  const known = decoded.get(bytes);
  if (known?.contentType === contentType) return known.text;
  const text = createDecoder(charsetOf(bytes, contentType)).decode(bytes);
  decoded.set(bytes, { contentType, text });
  return text;
}

/** Whether a body is decoded as UTF-8. Bytes that are none may be in it. */
export function isUtf8Text(bytes: Uint8Array, contentType = ''): boolean {
  return createDecoder(charsetOf(bytes, contentType)).encoding === 'utf-8';
}

function charsetOf(bytes: Uint8Array, contentType: string): string {
  return /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1] ?? detectCharset(bytes);
}

function detectCharset([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

function createDecoder(charset: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}

/** True for bodies that a person can read; where no content type says so, for those without a zero byte. */
export function isTextBody(bytes: Uint8Array, contentType = ''): boolean {
  if (contentType.trim() === '') return !bytes.subarray(0, 1000).includes(0);
  return /^\s*(?:text\/|[\w.+-]+\/(?:[\w.+-]+\+)?(?:json|xml|yaml|csv|ndjson|javascript|x-ndjson|jsonlines|x-jsonlines|x-yaml|x-javascript|x-www-form-urlencoded|json-seq|problem\+json)\b)/i.test(
    contentType,
  );
}

/** Enough to look through for secrets before the rest is cut away. */
const excerptBytes = 16 * 1024;

/** The first characters of a body, masked; empty for bodies that are no text. */
export function excerptBody(
  bytes: Uint8Array,
  contentType: string | undefined,
  { length, mask }: { readonly length: number; readonly mask: (text: string) => string },
): string {
  if (!isTextBody(bytes, contentType)) return '';
  return mask(decodeText(bytes.subarray(0, excerptBytes), contentType)).slice(0, length);
}
