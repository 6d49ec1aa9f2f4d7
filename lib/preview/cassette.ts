import { readFileSync } from 'node:fs';
import { DangoError } from '../errors/dango-error.ts';
import { dangoVersion } from '../http/dango-version.ts';
import type { Exchange } from '../http/exchange.ts';
import type { RecordedExchange } from '../http/replay.ts';
import { isGuestExchange } from '../sync/guest/guest-exchange.ts';
import { isPlainObject } from '../util/plain-object.ts';
import { writeFileAtomic } from '../util/write-file-atomic.ts';
import type { PreviewLimits } from './preview-limits.ts';

/** Version of the format that is written. One that is newer is refused. */
const cassetteFormat = 1;

/** What a cassette says of itself, in its first line. */
export interface CassetteHeader {
  readonly source: string;
  /** The resources that were asked for; absent: all. */
  readonly resources?: readonly string[] | undefined;
  /** How much was read at most; the same counts when it is replayed. */
  readonly limits: Pick<PreviewLimits, 'pages' | 'records' | 'parents'>;
  /** Text of the state that the test started from, and that its replay starts from. Absent: from the beginning. */
  readonly startState?: string | undefined;
}

/** A recording of a test in a file of its own: masked requests and responses, as they are replayed. */
export interface Cassette extends CassetteHeader {
  readonly exchanges: readonly RecordedExchange[];
}

/** Writes a cassette into a file, see {@link formatCassette}. */
export function writeCassette(file: string, cassette: Cassette): void {
  writeFileAtomic(file, formatCassette(cassette));
}

/**
 * The text of a cassette: JSON lines in UTF-8, first `{ "dango_cassette": 1, "source", "resources", "limits", "start_state",
 * "recorded_at", "dango" }`, then each exchange in its order, with the names that `--json` gives its parts. Secrets are masked already;
 * what the API answered is in it as it came.
 */
export function formatCassette({ exchanges, startState, ...header }: Cassette): string {
  const first = {
    dango_cassette: cassetteFormat,
    ...header,
    start_state: startState,
    recorded_at: exchanges[0]?.startedAt ?? null,
    dango: dangoVersion,
  };
  const lines = [first, ...exchanges.map(withoutBytes)].map((line) => JSON.stringify(line));
  return `${lines.join('\n')}\n`;
}

/** @throws DangoError `usage-invalid` for a file that cannot be read or is no cassette, with the line that is wrong. */
export function readCassette(file: string): Cassette {
  return parseCassette(readText(file), file);
}

/**
 * @param file how the text is called in errors.
 * @throws DangoError `usage-invalid` for a text that is no cassette, with the line that is wrong.
 */
export function parseCassette(text: string, file: string): Cassette {
  const [first = '', ...others] = text.split('\n');
  const header = parseLine(first);
  if (!isPlainObject(header) || typeof header['dango_cassette'] !== 'number') {
    throw unreadable(
      file,
      1,
      'it does not begin with {"dango_cassette":1,…}',
      'Record it with: dango source test NAME --record FILE',
    );
  }
  if (header['dango_cassette'] > cassetteFormat) {
    const hint = 'Use the version of Dango that wrote it, or a newer one.';
    throw unreadable(file, 1, `its format ${header['dango_cassette']} is newer than ${cassetteFormat}`, hint);
  }
  const { source, resources, limits, start_state: startState } = header;
  const isStart = startState === undefined || typeof startState === 'string';
  const isWhole = isStart && (resources === undefined || areNames(resources));
  if (typeof source !== 'string' || !areLimits(limits) || !isWhole) {
    throw unreadable(
      file,
      1,
      'source, resources, limits or start_state are not as they are written',
      'Record it again.',
    );
  }
  const exchanges = others.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const exchange = parseLine(line);
    if (isGuestExchange(exchange)) return [exchange];
    throw unreadable(file, index + 2, 'it is no exchange', 'Record it again.');
  });
  return { source, resources, limits, startState, exchanges };
}

function withoutBytes(exchange: RecordedExchange): object {
  const { responseUtf8: _bytes, ...shown }: Exchange & { isBodyCut: boolean } = exchange;
  return { ...shown, responseBody: exchange.responseBody };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const problem = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code ?? String(cause)})`;
    throw new DangoError(`The recording ${file} ${problem}.`, {
      code: 'usage-invalid',
      hint: 'Record it with: dango source test NAME --record FILE. The id of a load works too, see dango loads list.',
      cause,
    });
  }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function areLimits(value: unknown): value is CassetteHeader['limits'] {
  return isPlainObject(value) && ['pages', 'records', 'parents'].every((name) => Number.isSafeInteger(value[name]));
}

function areNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

function unreadable(file: string, line: number, problem: string, hint: string): DangoError {
  return new DangoError(`${file}:${line} cannot be replayed: ${problem}.`, { code: 'usage-invalid', hint });
}
