/** A place in a JSON document, such as `data.items[*]`, `$['odd name'][0].id` or `$.items[?@.type == 'user']`. */
export interface JsonPath {
  /** As it was written. */
  readonly text: string;
  /** Empty for `$`, the whole document. */
  readonly steps: readonly JsonPathStep[];
}

export type JsonPathStep =
  | { readonly type: 'name'; readonly name: string }
  /** Counts from 0; a negative one counts from the end, -1 being the last. */
  | { readonly type: 'index'; readonly index: number }
  /** `[*]`: every item of a list, or every value of an object. */
  | { readonly type: 'every' }
  /** `[start:end:step]`, as in Python. */
  | { readonly type: 'slice'; readonly start?: number; readonly end?: number; readonly step: number }
  /** `['a', 0]`: what each of them leads to, in this order. */
  | { readonly type: 'union'; readonly steps: readonly JsonPathStep[] }
  /** `[?…]`: the items or values that pass a test. */
  | { readonly type: 'filter'; readonly test: JsonPathTest }
  /** `..`: the step, taken from the value itself and from everything inside it. */
  | { readonly type: 'descend'; readonly step: JsonPathStep };

export type JsonPathTest =
  | { readonly type: 'and' | 'or'; readonly tests: readonly JsonPathTest[] }
  | { readonly type: 'not'; readonly test: JsonPathTest }
  | { readonly type: 'exists'; readonly query: JsonPathQuery }
  | {
      readonly type: 'compare';
      readonly operator: '==' | '!=' | '<' | '<=' | '>' | '>=';
      readonly left: JsonPathOperand;
      readonly right: JsonPathOperand;
    }
  /** `match` looks at the whole text, `search` at any part of it. */
  | { readonly type: 'match' | 'search'; readonly text: JsonPathOperand; readonly pattern: JsonPathOperand };

/** A path inside a filter: from the item under test (`@`), or from the whole document (`$`). */
export interface JsonPathQuery {
  readonly isFromRoot: boolean;
  readonly steps: readonly JsonPathStep[];
}

export type JsonPathOperand =
  | { readonly type: 'literal'; readonly value: string | number | boolean | null }
  | { readonly type: 'query'; readonly query: JsonPathQuery }
  | { readonly type: 'length'; readonly of: JsonPathOperand }
  | { readonly type: 'count'; readonly query: JsonPathQuery };
