/** What a file holds, or why it is not read. */
export type TextFile = { readonly text: string } | { readonly fault: string };

const mostBytes = 64 * 1024 * 1024;
const known = 'OpenAPI (JSON or YAML), Postman, HAR, dlt, sources.yml, or a text with addresses or commands of cURL';

/** Reads a file that was chosen or dropped, as text. */
export async function readTextFile(file: Blob): Promise<TextFile> {
  if (file.size === 0) return { fault: `It is empty. Choose one of these: ${known}.` };
  if (file.size > mostBytes) {
    return { fault: 'It has more than 64 MB. Take out what you do not need, or use "dango source import FILE".' };
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const [first, second] = bytes;
  // What Windows writes in UTF-16 begins so.
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return { text };
  } catch {
    // No text in this encoding: an image, an archive, a spreadsheet.
  }
  return { fault: `It is no text. Choose one of these: ${known}.` };
}
