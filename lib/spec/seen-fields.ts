/** A field that an answer of the API had, by its path: `user.address.city`. */
export interface SeenField {
  readonly path: string;
  readonly kind: 'text' | 'number' | 'boolean' | 'list' | 'object' | 'null';
}

/** What answers of the API have shown of one resource. */
export interface SeenResource {
  /** Fields of its records. */
  readonly record: readonly SeenField[];
  /** Fields of its whole responses, without what is in lists; `$` for a response that is a list itself. */
  readonly response: readonly SeenField[];
  /** Names of its response headers. */
  readonly headers: readonly string[];
}

/** By the name of the resource. */
export type SeenFields = ReadonlyMap<string, SeenResource>;

export const nothingSeen: SeenFields = new Map();
