import { isPlainObject } from '../util/plain-object.ts';
import type { KeyPath } from './key-path.ts';

/**
 * In whose words a `rest_api` block is written: Dango's own, those of dlt's `rest_api_source`, or those of the Python
 * product of the same name.
 */
export const spellings = ['dango', 'dlt', 'dango_python'] as const;
export type Spelling = (typeof spellings)[number];

export interface ToldSpelling {
  readonly spelling: Spelling;
  /** The key that tells, from the block; empty where nothing tells, and Dango's own spelling is taken. */
  readonly because: KeyPath;
}

/** Keys of the block itself that only one spelling has, the surest first. */
const topWords: readonly (readonly [Spelling, readonly string[]])[] = [
  ['dlt', ['client']],
  [
    'dango_python',
    [
      'endpoints',
      'auth_type',
      'auth_token_env',
      'api_key_name',
      'api_key_location',
      'basic_username_env',
      'basic_password_env',
      'client_id_env',
      'client_secret_env',
      'auth_header_name',
    ],
  ],
  ['dango', ['base_url', 'pagination', 'rate_limit', 'responses', 'concurrency', 'retry', 'auth', 'headers']],
];

/** Keys of a resource or its endpoint that only one spelling has. */
export const resourceWords = {
  dango: [
    'pagination',
    'responses',
    'steps',
    'form',
    'body',
    'format',
    'retry',
    'for_each',
    'concurrency',
    'on_child_error',
  ],
  dlt: [
    'paginator',
    'response_actions',
    'processing_steps',
    'data',
    'parallelized',
    'merge_key',
    'schema_contract',
    'table_format',
    'file_format',
    'references',
    'nested_hints',
    'parent_table_name',
  ],
} as const;

/** Tells by its keys how a `rest_api` block is written: by those of the block first, then by those of its resources. */
export function spellingOf(block: unknown): ToldSpelling {
  if (!isPlainObject(block)) return { spelling: 'dango', because: [] };
  for (const [spelling, words] of topWords) {
    const because = words.find((word) => Object.hasOwn(block, word));
    if (because !== undefined) return { spelling, because: [because] };
  }
  for (const [path, owner] of resourcesOf(block)) {
    for (const spelling of ['dango', 'dlt'] as const) {
      const because = resourceWords[spelling].find((word) => Object.hasOwn(owner, word));
      if (because !== undefined) return { spelling, because: [...path, because] };
    }
  }
  return { spelling: 'dango', because: [] };
}

function resourcesOf(block: Readonly<Record<string, unknown>>): [KeyPath, Readonly<Record<string, unknown>>][] {
  const { resources, resource_defaults: defaults } = block;
  const list = Array.isArray(resources) ? resources : [];
  const places: [KeyPath, unknown][] = [
    [['resource_defaults'], defaults],
    ...list.map((resource: unknown, index): [KeyPath, unknown] => [['resources', index], resource]),
  ];
  return places.flatMap(([path, owner]) => {
    if (!isPlainObject(owner)) return [];
    const { endpoint } = owner;
    return isPlainObject(endpoint)
      ? [
          [path, owner],
          [[...path, 'endpoint'], endpoint],
        ]
      : [[path, owner]];
  });
}
