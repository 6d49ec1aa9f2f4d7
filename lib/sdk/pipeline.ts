import { DangoError } from '../errors/dango-error.ts';
import { isResource } from './bind-source.ts';
import type { LoadInfo } from './load-info.ts';
import { getPipelineRunner, type PipelineRun } from './pipeline-runner.ts';
import type { Resource } from './resource.ts';
import { isBoundSource, type BoundSource } from './source-factory.ts';

export interface PipelineOptions {
  /** Names the pipeline, and its saved state. */
  readonly pipelineName: string;
  /** Only `duckdb`, the warehouse of the project. Default `duckdb`. */
  readonly destination?: 'duckdb';
  /** Schema that the tables are written to. Default: `<pipelineName>_dataset`, as dlt has it. */
  readonly datasetName?: string | undefined;
}

export interface Pipeline {
  readonly pipelineName: string;
  readonly datasetName: string;
  /**
   * Fetches and loads a source, a resource or several.
   * @throws DangoError `usage-invalid` outside of `dango run`; and what a failed load throws.
   */
  run(data: BoundSource | Resource | readonly Resource[]): Promise<LoadInfo>;
}

/** Runs a source from a script; start the script with `dango run FILE.ts`. */
export function pipeline({ pipelineName, destination, datasetName }: PipelineOptions): Pipeline {
  // A script is not checked by the compiler before it runs.
  const wanted: string = destination ?? 'duckdb';
  if (wanted !== 'duckdb') {
    throw new DangoError(`Destination "${wanted}" does not exist.`, {
      code: 'usage-invalid',
      hint: `Use destination: 'duckdb'.`,
    });
  }
  const dataset = datasetName ?? `${pipelineName}_dataset`;
  return {
    pipelineName,
    datasetName: dataset,
    async run(data) {
      const runner = getPipelineRunner();
      if (runner === undefined) {
        throw new DangoError('A pipeline needs a project to load into, and this script was not started by Dango.', {
          code: 'usage-invalid',
          hint: 'Run this file with dango run FILE.',
        });
      }
      return runner({ pipelineName, datasetName: dataset, input: readInput(data) });
    },
  };
}

function readInput(data: unknown): PipelineRun['input'] {
  if (isBoundSource(data)) return data;
  const list: readonly unknown[] = Array.isArray(data) ? data : [data];
  if (list.length > 0 && list.every(isResource)) return list;
  const isUncalled = typeof data === 'function';
  throw new DangoError(
    `pipeline.run() takes a source or resources, but it was given ${isUncalled ? 'a function' : typeof data}.`,
    {
      code: 'usage-invalid',
      hint: isUncalled ? 'Call the source: run(myApiSource()).' : 'Pass what a source returns: run(myApiSource()).',
    },
  );
}
