import type { LoadInfo } from './load-info.ts';
import type { Resource } from './resource.ts';
import type { BoundSource } from './source-factory.ts';

/** One call of `pipeline().run()`, for the process that hosts the script. */
export interface PipelineRun {
  readonly pipelineName: string;
  readonly datasetName: string;
  /**
   * A source whose parameters may still be incomplete, to be made with `bindSource` and the pipeline's name as default
   * name; or resources that form a source named after the pipeline.
   */
  readonly input: BoundSource | readonly Resource[];
}

/** Fetches and loads; throws what a failed load throws. */
export type PipelineRunner = (run: PipelineRun) => Promise<LoadInfo>;

// Global, because the script and its host may have loaded two copies of this file.
const holder: { [key: symbol]: PipelineRunner | undefined } = globalThis;
const runnerKey = Symbol.for('dango.pipeline-runner');

/** Says who runs the pipelines of scripts in this process; undefined: nobody. */
export function setPipelineRunner(runner: PipelineRunner | undefined): void {
  holder[runnerKey] = runner;
}

/** Undefined where nobody was set. */
export function getPipelineRunner(): PipelineRunner | undefined {
  return holder[runnerKey];
}
