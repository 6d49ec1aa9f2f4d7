import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openEventLog } from './event-log.ts';

test('the log counts and dates events itself, whatever an event says', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'dango-events-')), 'events.ndjson');
  const log = openEventLog(file, () => 0);
  const forged = { type: 'run-started', seq: 99, at: 'never' } as const;
  log.append(forged);
  log.append({ type: 'warning', message: 'second' });
  log.close();
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { seq: 1, at: '1970-01-01T00:00:00.000Z', type: 'run-started' },
    { seq: 2, at: '1970-01-01T00:00:00.000Z', type: 'warning', message: 'second' },
  ]);
});
