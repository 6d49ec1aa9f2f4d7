export const formatTypes = ['json', 'ndjson', 'csv'] as const;

/** How the body of a response is written. */
export type BodyFormat =
  | { readonly type: 'json' }
  /** One JSON value a line. */
  | { readonly type: 'ndjson' }
  /** Rows below a header; every value is a text, one that is empty and not quoted is null. */
  | {
      readonly type: 'csv';
      /** One character between the values. Default: a comma; a tab where the content type says so. */
      readonly delimiter?: string | undefined;
    };
