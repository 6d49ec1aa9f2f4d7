import { rmSync } from 'node:fs';
import { spawn, type ChildProcess } from 'node:child_process';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { DangoError } from '../../errors/dango-error.ts';
import { fromErrorRecord } from '../../errors/error-record.ts';
import type { Mask } from '../../http/redact.ts';
import type { ShownExchange } from '../../http/shown-exchange.ts';
import type { TokenFile } from '../../project/token-file.ts';
import { enginePaths } from '../../util/engine-paths.ts';
import { parseExact } from '../../util/exact-json.ts';
import { readLines } from '../../util/read-lines.ts';
import { stopOnDemand } from '../../util/stop-on-demand.ts';
import type { ExtractedResource } from '../extract/extracted-resource.ts';
import { maskWords } from '../mask-words.ts';
import type { SyncEvent } from '../sync-event.ts';
import { guestCommand, type GuestPlaces } from './guest-command.ts';
import { isGuestEvent } from './guest-event.ts';
import { lendTokens, type TokenLender, type TokenMessage } from './lend-tokens.ts';
import { longestOutputLine } from './tell-output.ts';
import { isGuestExchange } from './guest-exchange.ts';
import type { GuestMessage, HostMessage, ProcessMemory } from './guest-messages.ts';
import { messageLine } from './message-line.ts';

export interface GuestOptions extends GuestPlaces {
  readonly file: string;
  readonly mode: 'module' | 'script';
  readonly sourceName?: string | undefined;
  readonly onEvent: (event: SyncEvent) => void;
  /** Is given every exchange as it ends, where the guest was asked for them. */
  readonly onExchange?: ((exchange: ShownExchange) => void) | undefined;
  /** Is told what memory the guest needs, where it was asked for its exchanges. */
  readonly onMemory?: ((memory: ProcessMemory) => void) | undefined;
  /** Masks what the guest prints; set as soon as its secrets are known. */
  readonly mask: { current: (text: string) => string };
  readonly signal: AbortSignal;
  /** Where tokens of the source are kept. Default: nowhere, a guest that asks for one is stopped. */
  readonly tokens?: TokenFile | undefined;
}

export interface Guest extends AsyncDisposable {
  tell(message: HostMessage): void;
  /** The next message that is no event. @throws DangoError what the guest failed with, or why it died. */
  hear(): Promise<AnswerMessage>;
}

/** What a guest says of its own work: everything that is not passed on at once. */
type AnswerMessage = Exclude<GuestMessage, TokenMessage | { type: 'event' | 'exchange' | 'measured' | 'failed' }>;

/** A guest that was asked to stop gets this long: less than its run does, or it would outlive it. */
const graceMs = 1000;
const keptErrorLines = 40;
const mebibyte = 1024 * 1024;
/** So much of the start of a longer line is left out after it was masked, because it may end within a secret. */
const cutMargin = 64 * 1024;
const longestMessageMb = 256;
const channelHint = 'Do not write to file descriptor 3 in a module.';

/** Starts the process for user code. It ends with `await using`, and with everything that it may have started. */
export function startGuest(options: GuestOptions): Guest {
  const { command, args, env } = guestCommand(options);
  const child = spawn(command, args, {
    cwd: options.projectRoot,
    env,
    // Descriptor 3 is the channel; standard output belongs to the user's console.log.
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  const inbox = new Inbox();
  const errorLines: string[] = [];
  let isDumping = false;
  const stopper = stopOnDemand(child, { ...options, graceMs });
  const print = (stream: 'stdout' | 'stderr', text: string): void => options.onEvent({ type: 'log', stream, text });
  const printError = (line: string): void => {
    errorLines.push(line.slice(0, 2000));
    if (errorLines.length > keptErrorLines) errorLines.shift();
    // Where the memory was when it ran out helps nobody; that it did is told by the error.
    isDumping ||= line.includes('<--- Last few GCs --->');
    if (!isDumping) print('stderr', line);
  };
  const tell = (message: HostMessage): void => void child.stdin?.write(messageLine(message));
  const lender = options.tokens === undefined ? undefined : lendTokens(options.tokens, tell, options.signal);
  const channels = Promise.allSettled([
    readMessages(streamOf(child, 3), { ...options, inbox, lender }, () => stopper.stop()),
    readOutput(streamOf(child, 1), options, (line) => print('stdout', line)),
    readOutput(streamOf(child, 2), options, printError),
  ]);
  const ended = new Promise<void>((resolve) => {
    child.once('error', (cause) => {
      inbox.close(guestError(`The process for custom sources did not start: ${cause.message}`, options));
      resolve();
    });
    child.once('exit', (code, signal) => {
      void channels.then(() => {
        lender?.[Symbol.dispose]();
        inbox.close(explainEnd(code, signal, errorLines, stopper.reason, options));
        resolve();
      });
    });
  });
  // A guest that dies while it is told something breaks the pipe; why it died is told by its end.
  child.stdin?.on('error', () => undefined);
  const { mode, file, customSources, sourceName } = options;
  tell({ type: 'start', mode, file, customSources, sourceName, sdkFile: enginePaths.file('lib/sdk/dango') });
  return {
    tell,
    hear: () => inbox.next(),
    async [Symbol.asyncDispose]() {
      child.stdin?.end();
      stopper.stop();
      await ended;
      stopper[Symbol.dispose]();
      rmSync(options.spoolFolder, { recursive: true, force: true });
    },
  };
}

/** The next message of a guest, which must be of the given type. */
export async function hear<Type extends GuestMessage['type']>(
  guest: Guest,
  type: Type,
): Promise<Extract<GuestMessage, { type: Type }>> {
  const message = await guest.hear();
  if (message.type === type) return message as Extract<GuestMessage, { type: Type }>;
  throw new DangoError(`The process of the module said "${message.type}" where "${type}" was expected.`, {
    code: 'module-failed',
    hint: channelHint,
  });
}

/** Hears the guest until it says what only user code could have written: then it is stopped and no more is believed. */
async function readMessages(stream: Readable, options: ListenOptions, stop: () => void): Promise<void> {
  const { inbox } = options;
  let isBroken = false;
  const breakOff = (message: string): void => {
    isBroken = true;
    inbox.close(guestError(message, options, channelHint));
    stop();
  };
  await readLines(stream, {
    maxBytes: longestMessageMb * mebibyte,
    onLine: (line) => {
      if (isBroken) return;
      try {
        takeMessage(line, options);
      } catch {
        breakOff('The module wrote to the channel of its process.');
      }
    },
    onLongLine: () => {
      if (isBroken) return;
      breakOff(`The module wrote a line of more than ${longestMessageMb} MiB to the channel of its process.`);
    },
  });
}

/** Lines that user code prints, masked. */
async function readOutput(stream: Readable, { mask }: GuestOptions, onLine: (line: string) => void): Promise<void> {
  await readLines(stream, {
    maxBytes: longestOutputLine,
    // A progress bar writes over its line; every state of it becomes a line of its own.
    onLine: (line) => mask.current(line).split('\r').forEach(onLine),
    onLongLine: (start) => {
      onLine(startOf(mask.current(start.toString())));
    },
  });
}

function isLongLine(event: SyncEvent): boolean {
  return event.type === 'log' && event.text.length > longestOutputLine;
}

/** @param text the start of a line, masked. */
function startOf(text: string): string {
  return `${text.slice(0, -cutMargin)} … (the line is longer than 1 MiB; the rest was left out)`;
}

interface ListenOptions extends GuestOptions {
  readonly inbox: Inbox;
  readonly lender: TokenLender | undefined;
}

function takeMessage(line: string, options: ListenOptions): void {
  const {
    inbox,
    lender,
    onEvent,
    onExchange,
    onMemory,
    mask: { current: mask },
  } = options;
  const message = parseExact(line) as GuestMessage;
  if (typeof message.type !== 'string') throw new TypeError('A message has a type.');
  if (message.type === 'event') {
    if (!isGuestEvent(message.event)) throw new TypeError('That is no event of an extraction.');
    const event = maskWords(message.event, mask);
    onEvent(isLongLine(message.event) && event.type === 'log' ? { ...event, text: startOf(event.text) } : event);
  } else if (message.type === 'exchange') {
    if (!isGuestExchange(message.exchange)) throw new TypeError('That is no exchange.');
    onExchange?.(maskWords(message.exchange, mask));
  } else if (message.type === 'measured') {
    const { usedBytes, peakBytes } = message.memory;
    if (typeof usedBytes !== 'number' || typeof peakBytes !== 'number') throw new TypeError('That is no memory.');
    onMemory?.({ usedBytes, peakBytes });
  } else if (message.type === 'token-wanted' || message.type === 'token-fetched') {
    if (lender === undefined) throw new TypeError('There are no tokens to lend.');
    lender.hear(message);
  } else if (message.type === 'failed') inbox.close(fromErrorRecord(maskWords(message.error, mask)));
  else if (message.type === 'extracted') inbox.push({ ...message, resources: message.resources.map(maskErrors(mask)) });
  else inbox.push(message);
}

/** What user code throws may contain its secrets; counts and cursors stay as they are. */
function maskErrors(mask: Mask): (resource: ExtractedResource) => ExtractedResource {
  return ({ error, ...resource }) => (error === undefined ? resource : { ...resource, error: maskWords(error, mask) });
}

/** Messages in their order, then the reason why there are no more. */
class Inbox {
  #messages: AnswerMessage[] = [];
  #end: Error | undefined;
  #wake: (() => void) | undefined;

  push(message: AnswerMessage): void {
    // A guest that has failed may still say that it has finished.
    if (this.#end !== undefined) return;
    this.#messages.push(message);
    this.#wake?.();
  }

  close(reason: Error): void {
    this.#end ??= reason;
    this.#wake?.();
  }

  async next(): Promise<AnswerMessage> {
    for (;;) {
      const message = this.#messages.shift();
      if (message !== undefined) return message;
      if (this.#end !== undefined) throw this.#end;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

function explainEnd(
  code: number | null,
  signal: NodeJS.Signals | null,
  errorLines: readonly string[],
  reason: 'cancelled' | 'time' | undefined,
  options: GuestOptions,
): Error {
  const output = errorLines.join('\n');
  if (reason === 'cancelled') {
    return new DangoError('The run was cancelled.', { code: 'run-cancelled' });
  }
  if (reason === 'time') {
    const minutes = Number((options.timeLimitMs / 60_000).toFixed(2));
    return guestError(
      `The module ran longer than ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} and was stopped.`,
      options,
      'Raise limits.source_minutes in .dango/project.yml, or let the module fetch less.',
    );
  }
  if (/heap out of memory|Failed to allocate memory/.test(output)) {
    return guestError(
      `The module needed more than ${options.memoryMb} MiB of memory.`,
      options,
      'Yield page by page instead of collecting records, or raise limits.source_memory_mb in .dango/project.yml.',
    );
  }
  const end = signal === null ? `with code ${code}` : `by ${signal}`;
  const last = errorLines.findLast((line) => /\w/.test(line) && !/^(Node\.js v|\s+at )/.test(line));
  return guestError(
    `The process of the module ended ${end} before it was done.${last === undefined ? '' : ` It said: ${options.mask.current(last)}`}`,
    options,
  );
}

function guestError(message: string, { file, customSources }: GuestOptions, hint?: string): DangoError {
  // Not the project: a copy of the modules lies elsewhere, and a person knows them by their place in the project.
  const root = dirname(customSources);
  const shown = file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file;
  return new DangoError(message, {
    code: 'module-failed',
    hint: hint ?? `Look at what ${shown} does when it is imported and between its requests.`,
    at: { file: shown, line: 1, column: 1 },
  });
}

function streamOf(child: ChildProcess, descriptor: 1 | 2 | 3): Readable {
  const stream = child.stdio[descriptor];
  return stream instanceof Readable ? stream : Readable.from([]);
}
