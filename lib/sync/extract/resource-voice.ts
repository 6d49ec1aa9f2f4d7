import type { ErrorRecord } from '../../errors/dango-error.ts';
import { toErrorRecord } from '../../errors/error-record.ts';
import { maskWords } from '../mask-words.ts';
import type { CursorSlice } from './cursor-tracker.ts';
import type { ExtractHost } from './extract-host.ts';

/** What is told about the work on one resource, masked: responses repeat credentials, and user code quotes them. */
export class ResourceVoice {
  readonly #resource: string;
  readonly #host: ExtractHost;
  readonly #warned = new Set<string>();

  constructor(resource: string, host: ExtractHost) {
    this.#resource = resource;
    this.#host = host;
  }

  /** Tells the person something, once per text. */
  warn(message: string, hint?: string): void {
    if (this.#warned.has(message)) return;
    this.#warned.add(message);
    const words = maskWords({ message, ...(hint === undefined ? {} : { hint }) }, this.#host.mask);
    this.#host.onEvent({ type: 'warning', resource: this.#resource, ...words });
  }

  tellWindow({ number, of, start, end }: CursorSlice): void {
    if (of === 1 || start === undefined || end === undefined) return;
    const { mask, onEvent } = this.#host;
    const bounds = { since: mask(String(start)), until: mask(String(end)) };
    onEvent({ type: 'window-started', resource: this.#resource, number, of, ...bounds });
  }

  tellFailure(error: unknown): void {
    this.#host.onEvent({ type: 'resource-failed', resource: this.#resource, error: this.recordOf(error) });
  }

  recordOf(error: unknown): ErrorRecord {
    return maskWords(toErrorRecord(error), this.#host.mask);
  }
}
