import type { Code } from './code.ts';
import type { ValueWriter } from './value-writer.ts';

/** What the code of a resource refers to. */
export interface ResourcePlace {
  readonly writer: ValueWriter;
  /** Variables of the resources above, by their names. */
  readonly variableOf: (resource: string) => string;
  /** What a record of a resource is called. */
  readonly recordOf: (resource: string) => string;
  /** Of what the client has for all, nothing; else what this one says itself. */
  readonly own: {
    readonly paginator: Code | undefined;
    readonly dataSelector: string | undefined;
    readonly responses: Code | undefined;
    readonly auth: Code | undefined;
  };
  /** What the source says for all of its tables. */
  readonly hoisted: ReadonlyMap<string, unknown>;
}
