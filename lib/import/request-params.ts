import type { SchemaObject } from './json-schema.ts';

/** A query parameter, or a field of the body, of a request that is described or was sent. */
export interface RequestParam {
  readonly name: string;
  readonly at: string;
  /** Default: query. */
  readonly place: 'query' | 'json';
  readonly isRequired: boolean;
  readonly description: string;
  /** `type`, `format`, `default`, `minimum`, `maximum`, `enum` … */
  readonly schema: SchemaObject;
  /** What was sent, or what the description gives as an example; undefined: nothing. */
  readonly sent?: unknown;
}
