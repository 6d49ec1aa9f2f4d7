import { z } from 'zod';
import { columnHintSchema } from './column-hint-spec.ts';
import { schemaContractSpecSchema } from './schema-contract-spec.ts';
import { shareSchema } from './share-spec.ts';
import { textSchema } from './spec-values.ts';

/** What can be said about the table that a resource makes. */
export const tableHintsShape = {
  selected: z
    .boolean()
    .optional()
    .describe(
      'Whether a sync loads it; one that is not selected is read only where a resource below it needs its records, or when --resource names it. Default: true.',
    ),
  table_name: textSchema.optional().describe('Names the table; free text. Default: the name of the resource.'),
  columns: z
    .record(textSchema, columnHintSchema)
    .optional()
    .describe('What is known of columns, by the path of their field in the record. Default: by the values that come.'),
  schema_contract: schemaContractSpecSchema.optional(),
  max_replace_loss: shareSchema
    .optional()
    .describe(
      'Share of its rows that a table may lose when it is replaced: 20%. More than that, or all of them, waits for dango loads accept; 100% lets everything go. Default: as .dango/project.yml says, else 50%.',
    ),
  max_table_nesting: z
    .int()
    .min(0)
    .max(48)
    .optional()
    .describe(
      'Levels of objects and lists that become columns and child tables; what lies deeper is kept as JSON. Default: all.',
    ),
  null_columns: z
    .enum(['omit', 'text'])
    .optional()
    .describe(
      'What becomes of fields that never had a value: omit, they get no column; text, they get a column of text. Default: omit.',
    ),
};
