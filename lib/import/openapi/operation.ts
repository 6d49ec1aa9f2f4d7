import type { PlacedSchema } from '../json-schema.ts';
import type { Evidence } from '../proposal.ts';
import type { RequestParam } from '../request-params.ts';

/** A parameter of an operation. */
export interface OperationParam extends RequestParam {
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  /** What the document gives for it: default, only value, or example; undefined for nothing. */
  readonly given: unknown;
}

/** A request that reads, as a document describes it. */
export interface Operation {
  readonly id: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly at: string;
  readonly title: string | undefined;
  readonly params: readonly OperationParam[];
  /** Fields of the JSON body of a POST, nested ones with dots. */
  readonly bodyParams: readonly RequestParam[];
  /** A body that would do: an example, or what is required. */
  readonly body: unknown;
  /** The schema of what comes; undefined where none is described. */
  readonly response: PlacedSchema | undefined;
  /** Whether the response is one JSON value a line. */
  readonly isLines: boolean;
  /** Whether something is answered that Dango can read: JSON, lines, CSV, XML. */
  readonly isReadable: boolean;
  readonly linkHeader: Evidence | undefined;
  /** As written; undefined: as the document says. */
  readonly security: unknown;
  /** An address of its own; undefined: as the document says. */
  readonly server: { readonly spec: Readonly<Record<string, unknown>>; readonly at: string } | undefined;
}
