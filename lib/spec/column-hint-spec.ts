import { z } from 'zod';
import type { ColumnHint } from './column-hint.ts';
import { hintTypes } from './hint-type.ts';
import { strictMapping } from './strict-mapping.ts';

/** One of `columns` of a resource as it is written in sources.yml. */
export const columnHintSchema = strictMapping({
  type: z
    .enum(hintTypes)
    .optional()
    .describe(
      'Type of the column when the table is made. Values that do not fit go to a variant column, such as price__v_text. Default: by the values.',
    ),
  precision: z
    .int()
    .optional()
    .describe(
      'Digits of a decimal (1 to 38, default 38); bits of a bigint (1 to 128, default 64); digits of a second that a timestamp with timezone: false keeps (0 to 9, default 6). Other types only keep it in the schema.',
    ),
  scale: z.int().optional().describe('Digits of a decimal behind the point. Default: 9.'),
  timezone: z
    .boolean()
    .optional()
    .describe('False: a timestamp is kept in UTC, in a column without time zone. Default: true.'),
  nullable: z
    .boolean()
    .optional()
    .describe('False: a record without a value refuses the resource, with an error that names it. Default: true.'),
  primary_key: z
    .boolean()
    .optional()
    .describe('Belongs to the primary key, where primary_key of the resource says nothing. Default: false.'),
  merge_key: z
    .boolean()
    .optional()
    .describe('Belongs to the merge key, where merge_key of the resource says nothing. Default: false.'),
  hard_delete: z
    .boolean()
    .optional()
    .describe('In a merge: true (or any value of another type) says that the row is gone. Default: false.'),
  dedup_sort: z
    .enum(['asc', 'desc'])
    .optional()
    .describe(
      'In a merge: of several new records with one primary key the one with the greatest (desc) or least (asc) value counts. Default: the last one.',
    ),
}).describe('What is known of a field before its first value has come.');

/** What columns are told, by the path of their field. */
export function columnHintsOfSpec(
  columns: Readonly<Record<string, z.infer<typeof columnHintSchema>>> | undefined,
): Readonly<Record<string, ColumnHint>> | undefined {
  if (columns === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(columns).map(([field, hint]) => [
      field,
      {
        type: hint.type,
        precision: hint.precision,
        scale: hint.scale,
        timezone: hint.timezone,
        nullable: hint.nullable,
        primaryKey: hint.primary_key,
        mergeKey: hint.merge_key,
        hardDelete: hint.hard_delete,
        dedupSort: hint.dedup_sort,
      },
    ]),
  );
}
