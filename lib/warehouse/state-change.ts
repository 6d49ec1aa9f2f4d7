import type { StateContent } from './pipeline-state.ts';

/** A state that takes the place of the saved one. */
export interface StateChange {
  readonly pipelineName: string;
  /** Version that it was made from. */
  readonly basedOn: number;
  readonly content: StateContent;
  /** Of the load record that makes it count, for Dango and for dlt. */
  readonly loadId: string;
}
