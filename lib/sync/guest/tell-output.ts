import { StringDecoder } from 'node:string_decoder';
import type { SourceLocation } from '../../errors/source-location.ts';
import { tellHost } from './guest-channel.ts';
import { locateInProject } from './locate-in-project.ts';

/** Longest line that is told, in characters; of a longer one the start is. */
export const longestOutputLine = 1024 * 1024;
/** A call of console.log lies under some lines of Node's own. */
const stackLines = 30;

/**
 * Lets what user code prints go through the channel instead of the output of the process: in its order among all other
 * events, and with the line that printed it.
 */
export function tellOutput(projectRoot: string): void {
  for (const stream of ['stdout', 'stderr'] as const) {
    const lines = new OutputLines((text, place) => {
      tellHost({ type: 'event', event: { type: 'log', stream, text, ...(place === undefined ? {} : { place }) } });
    });
    const write = (chunk: unknown, encoding?: unknown, callback?: unknown): boolean => {
      lines.add(chunk, () => placeOfCaller(projectRoot));
      const done = typeof encoding === 'function' ? encoding : callback;
      if (typeof done === 'function') process.nextTick(done);
      return true;
    };
    Object.defineProperty(process[stream], 'write', { value: write, configurable: true, writable: true });
    process.on('exit', () => lines.end());
  }
}

/** Makes lines of what is written. */
export class OutputLines {
  readonly #decoder = new StringDecoder('utf8');
  readonly #onLine: (text: string, place: SourceLocation | undefined) => void;
  #started = '';
  #place: SourceLocation | undefined;

  constructor(onLine: (text: string, place: SourceLocation | undefined) => void) {
    this.#onLine = onLine;
  }

  /** @param locate who writes; a line is the one's that began it. */
  add(chunk: unknown, locate: () => SourceLocation | undefined): void {
    const text = chunk instanceof Uint8Array ? this.#decoder.write(Buffer.from(chunk)) : String(chunk);
    if (text === '') return;
    const place = locate();
    if (this.#started === '') this.#place = place;
    const [first = '', ...others] = text.split('\n');
    this.#keep(first);
    for (const line of others) {
      this.#tell();
      this.#place = place;
      this.#keep(line);
    }
  }

  /** Tells what was never ended. */
  end(): void {
    if (this.#started !== '') this.#tell();
  }

  #keep(text: string): void {
    // One character more says that there were more.
    if (this.#started.length <= longestOutputLine) {
      this.#started = (this.#started + text).slice(0, longestOutputLine + 1);
    }
  }

  #tell(): void {
    // A progress bar writes over its line; every state of it becomes a line of its own.
    for (const state of this.#started.split('\r')) this.#onLine(state, this.#place);
    this.#started = '';
  }
}

function placeOfCaller(projectRoot: string): SourceLocation | undefined {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = stackLines;
  const { stack } = new Error('here');
  Error.stackTraceLimit = stackTraceLimit;
  return locateInProject(stack, projectRoot);
}
