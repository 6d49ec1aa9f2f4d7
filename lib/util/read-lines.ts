import type { Readable } from 'node:stream';

export interface LineReader {
  /** Bytes of the longest line that is kept whole. */
  readonly maxBytes: number;
  /** Is given every line without its end. */
  readonly onLine: (line: string) => void;
  /** Is given the first `maxBytes` of a longer line as soon as it is known to be longer; the rest is dropped. */
  readonly onLongLine: (start: Buffer) => void;
}

const newline = 0x0a;

/** Calls back for every line of a stream of bytes, of which only one is kept in memory; resolves when it ends. */
export async function readLines(stream: Readable, { maxBytes, onLine, onLongLine }: LineReader): Promise<void> {
  let kept: Buffer[] = [];
  let keptBytes = 0;
  let isDropping = false;
  const keep = (piece: Buffer): void => {
    if (isDropping || piece.length === 0) return;
    kept.push(piece);
    keptBytes += piece.length;
    if (keptBytes <= maxBytes) return;
    const start = Buffer.concat(kept).subarray(0, maxBytes);
    isDropping = true;
    kept = [];
    onLongLine(start);
  };
  const endLine = (): void => {
    const line = isDropping ? undefined : Buffer.concat(kept).toString();
    kept = [];
    keptBytes = 0;
    isDropping = false;
    if (line !== undefined) onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
  };
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      keep(chunk.subarray(start, end));
      endLine();
      start = end + 1;
    }
    keep(chunk.subarray(start));
  }
  if (keptBytes > 0 && !isDropping) endLine();
}
