export const formatTypes = ['json', 'ndjson', 'csv', 'xml'] as const;

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
    }
  /** An object of elements; every value is a text, attributes are `_name`, text beside them `_text`. */
  | {
      readonly type: 'xml';
      /** Names of elements that are a list also where there is one only. Default: those that come several times. */
      readonly lists?: readonly string[] | undefined;
    };
