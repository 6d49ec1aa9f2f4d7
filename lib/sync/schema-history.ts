import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Exchange } from '../http/exchange.ts';
import { readExchangeLines } from '../loads/read-exchanges.ts';
import { loadProject } from '../project/load-project.ts';
import type { KeptOut, MadeColumn, SchemaChange } from '../warehouse/schema-change.ts';
import { projectDestination } from './project-destination.ts';
import { storedPlace } from './stored-place.ts';

/** One change of the tables of a source. Keys are snake_case because `--json` prints it as it is. */
export interface SchemaHistoryEntry {
  readonly load_id: string;
  /** ISO instant. */
  readonly inserted_at: string;
  readonly change: SchemaChange['change'];
  readonly table: string;
  readonly column?: string;
  readonly data_type?: string;
  readonly previous_type?: string;
  readonly resource?: string;
  /** Of a table that was made. */
  readonly columns?: readonly MadeColumn[];
  /** Of what a contract kept out. */
  readonly contract?: KeptOut;
  /** Number of the exchange that showed it first; absent where no record did. */
  readonly exchange?: number;
  /** That request, masked, as long as it is kept. */
  readonly request?: { readonly method: string; readonly url: string };
}

export interface SchemaHistory {
  readonly source: string;
  readonly dataset: string;
  /** Oldest first. */
  readonly changes: readonly SchemaHistoryEntry[];
}

/** What changed the tables of a source, or of a script's pipeline, load by load. @throws DangoError `name-unknown`. */
export async function schemaHistory(projectRoot: string, name: string): Promise<SchemaHistory> {
  const project = loadProject(projectRoot);
  const { dataset, pipelineName, schemaNames } = storedPlace(project, name);
  const { changes } = await projectDestination(project).readSchema(dataset, pipelineName, schemaNames);
  const requests = new Map<string, ReadonlyMap<number, Exchange>>();
  for (const loadId of new Set(changes.map((change) => change.loadId))) {
    requests.set(loadId, await readRequests(join(project.paths.loads, loadId)));
  }
  return {
    source: name,
    dataset,
    changes: changes.map(({ loadId, insertedAt, dataType, previousType, exchange, ...change }) => {
      const request = exchange === undefined ? undefined : requests.get(loadId)?.get(exchange);
      return {
        load_id: loadId,
        inserted_at: insertedAt,
        ...withoutGaps({ ...change, data_type: dataType, previous_type: previousType, exchange }),
        ...(request === undefined ? {} : { request: { method: request.method, url: request.url } }),
      };
    }),
  };
}

async function readRequests(folder: string): Promise<ReadonlyMap<number, Exchange>> {
  if (!existsSync(folder)) return new Map();
  const lines = await readExchangeLines<Exchange>(folder);
  return new Map(lines.map(({ body: _body, ...line }) => [line.number, { ...line, responseBody: undefined }]));
}

type Entry = Omit<SchemaHistoryEntry, 'load_id' | 'inserted_at' | 'request'>;

function withoutGaps({
  change,
  table,
  ...others
}: { [Key in keyof Entry]: Entry[Key] | undefined } & Pick<Entry, 'change' | 'table'>): Entry {
  const given = Object.entries(others).filter(([, value]) => value !== undefined);
  return { change, table, ...Object.fromEntries(given) };
}
