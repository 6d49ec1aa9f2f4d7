import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { DangoError } from '../../errors/dango-error.ts';
import { createMask } from '../../http/redact.ts';
import { openPackageFolder, PackageWriter } from '../../loads/package-writer.ts';
import type { Resource } from '../../sdk/resource.ts';
import type { SyncEvent } from '../sync-event.ts';
import { ResourceExtraction } from './resource-extraction.ts';
import { SharedState } from './shared-state.ts';
import { TableClaims } from './table-claims.ts';

function openWriter(): PackageWriter {
  const root = mkdtempSync(join(tmpdir(), 'dango-extraction-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, 'package');
  openPackageFolder(folder, { run_id: 'test', source: 'shop' });
  const writer = new PackageWriter(folder);
  onTestFinished(() => writer.close());
  return writer;
}

test('what errors and warnings quote is masked, in events and in the result', async () => {
  const events: SyncEvent[] = [];
  const resource: Resource = {
    name: 'orders',
    writeDisposition: 'replace',
    primaryKey: [],
    incremental: undefined,
    parent: undefined,
    async *records({ warn }) {
      yield [{ id: 1 }];
      warn('The key top-secret is old.', 'Replace top-secret.');
      const facts = { hint: 'Look at top-secret.', context: { url: '?key=top-secret' } };
      throw new DangoError('The pages lead in a circle: ?key=top-secret', { ...facts, code: 'pagination-failed' });
    },
  };
  const extraction = new ResourceExtraction(
    resource,
    { isLoaded: true, canSplit: true },
    { cursors: {}, isFullRefresh: false },
    {
      writer: openWriter(),
      onEvent: (event) => void events.push(event),
      signal: new AbortController().signal,
      mask: createMask(['top-secret']),
      explain: (error) => error,
      claims: new TableClaims('shop'),
      shared: new SharedState({}, false),
    },
  );
  await extraction.read();
  const result = extraction.finish();
  expect(result.error).toEqual({
    code: 'pagination-failed',
    message: 'The pages lead in a circle: ?key=***',
    hint: 'Look at ***.',
    context: { url: '?key=***' },
  });
  expect(events).toContainEqual({
    type: 'warning',
    resource: 'orders',
    message: 'The key *** is old.',
    hint: 'Replace ***.',
  });
  expect(events).toContainEqual({ type: 'resource-failed', resource: 'orders', error: result.error });
});
