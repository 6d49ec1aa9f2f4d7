import { inspect } from 'node:util';

export interface LoadFacts {
  readonly pipelineName: string;
  readonly datasetName: string;
  /** Path of the warehouse as the person knows it: `data/warehouse.duckdb`. */
  readonly location: string;
  readonly loadIds: readonly string[];
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  readonly durationMs: number;
}

/** What `pipeline().run()` did. Prints itself in dlt's words. */
export interface LoadInfo extends LoadFacts {
  toString(): string;
}

/** Makes a {@link LoadInfo}; for the process that runs pipelines. */
export function createLoadInfo(facts: LoadFacts): LoadInfo {
  const text = formatLoadInfo(facts);
  const info: LoadInfo = { ...facts, toString: () => text };
  Object.defineProperty(info, inspect.custom, { value: () => text });
  return info;
}

function formatLoadInfo({ pipelineName, datasetName, location, loadIds, durationMs }: LoadFacts): string {
  return [
    `Pipeline ${pipelineName} load step completed in ${(durationMs / 1000).toFixed(2)} seconds`,
    `${loadIds.length} load package(s) were loaded to destination duckdb and into dataset ${datasetName}`,
    `The duckdb destination used ${location} location to store data`,
    ...loadIds.map((loadId) => `Load package ${loadId} is LOADED and contains no failed jobs`),
  ].join('\n');
}
