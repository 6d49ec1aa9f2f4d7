import { z } from 'zod';
import { contractModes, toSchemaContract, type SchemaContract } from './schema-contract.ts';
import { strictMapping } from './strict-mapping.ts';

const modeSchema = z.enum(contractModes);

/** `schema_contract` as it is written in sources.yml. */
export const schemaContractSpecSchema = z
  .union([
    modeSchema,
    strictMapping({
      tables: modeSchema.optional().describe('Tables that are not there yet. Default: evolve.'),
      columns: modeSchema
        .optional()
        .describe('Columns that a table does not have yet; a new table may have any. Default: evolve.'),
      data_type: modeSchema
        .optional()
        .describe('Values that do not fit the type of their column. Default: evolve, a variant column.'),
    }),
  ])
  .describe(
    'What becomes of records that want to change the tables: evolve, freeze (the resource is refused), discard_row, discard_value or quarantine (the row is put aside). One word for all, or one for each. Default: evolve.',
  );

export type SchemaContractSpec = z.infer<typeof schemaContractSpecSchema>;

export function contractOfSpec(spec: SchemaContractSpec | undefined): SchemaContract | undefined {
  if (spec === undefined) return undefined;
  if (typeof spec === 'string') return toSchemaContract(spec);
  return toSchemaContract({
    ...(spec.tables === undefined ? {} : { tables: spec.tables }),
    ...(spec.columns === undefined ? {} : { columns: spec.columns }),
    ...(spec.data_type === undefined ? {} : { dataType: spec.data_type }),
  });
}
