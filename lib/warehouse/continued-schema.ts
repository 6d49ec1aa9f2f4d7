import type { StateContent } from './pipeline-state.ts';

/** What dlt calls the schema of a REST source that nobody named. */
export const unnamedRestSchema = 'rest_api';

/**
 * The schema under which a pipeline of one source goes on. dlt and Dango for Python call it `rest_api` where nobody named
 * it; its cursors and tables are found under that name only, so it stays.
 * @param wanted name of the schema where nothing was loaded yet.
 */
export function continuedSchema(
  { schema_names: known, default_schema_name: usual }: StateContent,
  wanted: string,
): string {
  if (!Array.isArray(known) || known.includes(wanted) || typeof usual !== 'string') return wanted;
  return known.includes(usual) ? usual : wanted;
}
