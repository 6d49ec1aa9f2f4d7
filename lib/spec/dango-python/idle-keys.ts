/** What the Python product writes beside a block of type `rest_api`, and makes nothing of. */
const idleKeys = new Set(['lookback_days']);

/** Blocks of other types, and texts, that it may write as null. */
const nullableKeys = new Set([
  'description',
  'csv',
  'local_files',
  'dlt_native',
  'facebook_ads',
  'google_analytics',
  'google_sheets',
  'hubspot',
  'salesforce',
  'stripe',
  'github',
  'slack',
  'generic_config',
]);

/** The keys of a source of the Python product that have no effect there. */
export function idleKeysOf(source: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(source).filter((key) => idleKeys.has(key) || (nullableKeys.has(key) && source[key] === null));
}
