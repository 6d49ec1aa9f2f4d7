import { LineCounter, parseDocument } from 'yaml';
import { DangoError } from '../errors/dango-error.ts';

/**
 * A text that is JSON or YAML, as plain values. Names that come twice are no fault: the last one counts.
 * @param file as people know it, for the place of a fault.
 * @throws DangoError `config-invalid` with line and column for a text that is neither.
 */
export function parseStructured(text: string, file: string): unknown {
  const plain = text.replace(/^\uFEFF/, '');
  if (/^\s*[{[]/.test(plain)) {
    try {
      return JSON.parse(plain) as unknown;
    } catch {
      // YAML may begin so too, and tells where it breaks.
    }
  }
  const lineCounter = new LineCounter();
  const document = parseDocument(plain, {
    lineCounter,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
    merge: true,
  });
  const [fault] = document.errors;
  if (fault !== undefined) throw unreadable(fault.message, file, lineCounter.linePos(fault.pos[0]));
  try {
    return document.toJS({ maxAliasCount: 10_000 }) as unknown;
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error), file, { line: 1, col: 1 });
  }
}

function unreadable(message: string, file: string, { line, col }: { line: number; col: number }): DangoError {
  return new DangoError(`${file} is neither JSON nor YAML: ${message}`, {
    code: 'config-invalid',
    hint: 'Mend it there, or download it once more.',
    at: { file, line: Math.max(1, line), column: Math.max(1, col) },
  });
}
