import type { JsonPath } from '../../spec/json-path.ts';
import { detectRecords } from './detect-records.ts';

/** The likeliest place of the records in a response; `$` where it is one record itself. */
export function findRecords(body: unknown): JsonPath {
  return detectRecords(body)[0].path;
}
