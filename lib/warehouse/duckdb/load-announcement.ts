import { rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

interface LoadCourtesy {
  readonly file: string;
  readonly waitMs: number;
  readonly signal?: AbortSignal | undefined;
}

const pollMs = 100;
/** A waiting load that has not been seen for this long has gone. */
const announcementMs = 2000;

function announcementOf(file: string): string {
  return `${file}.load-waiting`;
}

/** Tells readers of other processes that a load waits, so that they let it go first. */
export function announceLoad(file: string): void {
  const announcement = announcementOf(file);
  writeFileSync(announcement, '');
  const now = new Date();
  utimesSync(announcement, now, now);
}

/** Waits, for 10 seconds at most, until no load waits for the file any more. */
export async function letLoadGoFirst({ file, waitMs, signal }: LoadCourtesy): Promise<void> {
  const deadline = performance.now() + Math.min(waitMs, 10_000);
  while (isLoadAnnounced(file) && performance.now() < deadline) {
    await sleep(pollMs, undefined, signal === undefined ? {} : { signal });
  }
}

/** Whether a load, of this or another process, waits for the file now. */
export function isLoadAnnounced(file: string): boolean {
  const { mtimeMs } = statSync(announcementOf(file), { throwIfNoEntry: false }) ?? { mtimeMs: 0 };
  return Date.now() - mtimeMs < announcementMs;
}

/** The load got in, or gave up. */
export function withdrawLoad(file: string): void {
  rmSync(announcementOf(file), { force: true });
}
