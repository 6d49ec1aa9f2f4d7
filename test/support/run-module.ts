import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMask } from '../../lib/http/redact.ts';
import type { ExtractedResource } from '../../lib/sync/extract/extracted-resource.ts';
import { extractInGuest } from '../../lib/sync/guest/extract-in-guest.ts';
import { hear, startGuest, type GuestOptions } from '../../lib/sync/guest/start-guest.ts';
import type { SyncEvent } from '../../lib/sync/sync-event.ts';
import type { TempProject } from './temp-project.ts';

export interface GuestRun {
  readonly resource: ExtractedResource | undefined;
  readonly exchanges: readonly Record<string, unknown>[];
  readonly records: readonly Record<string, unknown>[];
  readonly events: readonly SyncEvent[];
}

/** Runs the module custom_sources/guest.ts of a project up to the end of its extraction, and reads what it spooled. */
export async function runModule(
  { root }: TempProject,
  options: Partial<GuestOptions> = {},
  values = {},
): Promise<GuestRun> {
  const events: SyncEvent[] = [];
  const spoolFolder = join(root, '.dango', 'runs', 'test', 'spool');
  await using guest = startGuest({
    projectRoot: root,
    customSources: join(root, 'custom_sources'),
    spoolFolder,
    memoryMb: 512,
    timeLimitMs: 60_000,
    mode: 'module',
    file: join(root, 'custom_sources', 'guest.ts'),
    onEvent: (event) => events.push(event),
    mask: { current: createMask(Object.values<string>(values)) },
    signal: new AbortController().signal,
    ...options,
  });
  await hear(guest, 'described');
  const packageFolder = join(root, '.dango', 'loads', '1795342000.000001');
  mkdirSync(packageFolder, { recursive: true });
  const [resource] = await extractInGuest(guest, spoolFolder, packageFolder, {
    values,
    secretValues: Object.values<string>(values),
    options: { cursors: {}, isFullRefresh: false },
    httpLimits: {},
  });
  const read = (file: string | undefined): Record<string, unknown>[] => {
    const lines = file === undefined ? [] : readFileSync(join(packageFolder, file), 'utf8').split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>);
  };
  return { resource, records: read(resource?.contents?.files[0]), exchanges: read('exchanges.ndjson'), events };
}

/** A module with one resource whose generator has this body. */
export function moduleOf(body: string, head = ''): string {
  return `
import { resource, secret, source } from 'dango';
${head}
export const guest = source({
  params: { token: 'none' },
  resources({ token }) {
    return [resource('items', { writeDisposition: 'replace' }, async function* () { ${body} })];
  },
});
`;
}
