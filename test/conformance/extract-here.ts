import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorRecord } from '../../lib/errors/dango-error.ts';
import { openPackageFolder, PackageWriter } from '../../lib/loads/package-writer.ts';
import type { Source } from '../../lib/sdk/source.ts';
import { extractSource } from '../../lib/sync/extract/extract-source.ts';
import { allContents, type ExtractOptions } from '../../lib/sync/extract/extracted-resource.ts';
import { createTempFolder } from '../support/temp-project.ts';

export interface Extracted {
  /** Records by resource, or by table where each record names its own, as they were sent. */
  readonly records: Readonly<Record<string, readonly unknown[]>>;
  readonly errors: Readonly<Record<string, ErrorRecord>>;
  readonly warnings: readonly string[];
  /** The record of each request, as JSON. */
  readonly exchanges: readonly string[];
}

/** Reads a source to its spooled records, in this process. */
export async function extractHere(source: Source, options: Partial<ExtractOptions> = {}): Promise<Extracted> {
  const folder = join(await createTempFolder(), 'package');
  openPackageFolder(folder, { run_id: 'test', source: source.name });
  const writer = new PackageWriter(folder);
  const warnings: string[] = [];
  const exchanges: string[] = [];
  try {
    const extracted = await extractSource(
      source,
      { cursors: {}, isFullRefresh: false, ...options },
      {
        writer,
        onEvent: (event) => {
          if (event.type === 'warning') warnings.push(`${event.message} ${event.hint ?? ''}`);
        },
        onExchange: (exchange) => void exchanges.push(JSON.stringify(exchange)),
        signal: new AbortController().signal,
        mask: (text) => text,
        explain: (error) => error,
      },
    );
    const records = extracted.flatMap((one) =>
      allContents(one).map(
        ({ name, table, has_table_per_row: isSpread = false, files }) =>
          [isSpread ? table : name, files.flatMap((file) => readSpool(join(folder, file)))] as const,
      ),
    );
    const errors = extracted.flatMap(({ name, error }) => (error === undefined ? [] : [[name, error] as const]));
    return { records: Object.fromEntries(records), errors: Object.fromEntries(errors), warnings, exchanges };
  } finally {
    await writer.close();
  }
}

function readSpool(file: string): unknown[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const { _dlt_id: _, ...record } = JSON.parse(line) as Record<string, unknown>;
      return record;
    });
}
