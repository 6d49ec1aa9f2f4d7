import { z } from 'zod';
import { headersSchema, jsonValueSchema, paramsSchema, textSchema } from '../spec-values.ts';
import { strictMapping } from '../strict-mapping.ts';
import { dltAuthSchema } from './dlt-auth-spec.ts';
import { dltPaginatorSchema } from './dlt-paginator-spec.ts';

const cursorValue = z.union([z.string(), z.number()]).nullish();

export const dltIncrementalShape = {
  cursor_path: textSchema,
  initial_value: cursorValue,
  end_value: cursorValue,
  convert: z.unknown().optional(),
  transform: z.unknown().optional(),
  lag: z.number().nullish(),
  row_order: z.enum(['asc', 'desc']).nullish(),
  last_value_func: z.unknown().optional(),
  primary_key: z.unknown().optional(),
  on_cursor_value_missing: z.enum(['raise', 'include', 'exclude']).nullish(),
  range_start: z.enum(['closed', 'open']).nullish(),
  range_end: z.enum(['closed', 'open']).nullish(),
  allow_external_schedulers: z.boolean().nullish(),
};

const incrementalSchema = strictMapping({
  ...dltIncrementalShape,
  start_param: textSchema.nullish(),
  end_param: textSchema.nullish(),
});

const responseActionSchema = strictMapping({
  status_code: z.unknown().optional(),
  content: z.string().nullish(),
  action: z.unknown(),
});

const endpointSchema = strictMapping({
  path: z.string().nullish(),
  method: z.enum(['GET', 'POST']).nullish(),
  params: paramsSchema.nullish(),
  json: jsonValueSchema.optional(),
  data: jsonValueSchema.optional(),
  paginator: dltPaginatorSchema.nullish(),
  data_selector: textSchema.nullish(),
  response_actions: z.array(responseActionSchema).nullish(),
  incremental: incrementalSchema.nullish(),
  auth: dltAuthSchema.nullish(),
  headers: headersSchema.nullish(),
});

const resourceShape = {
  include_from_parent: z.array(textSchema).nullish(),
  processing_steps: z.unknown().optional(),
  selected: z.boolean().nullish(),
  parallelized: z.boolean().nullish(),
  max_table_nesting: z.int().min(0).nullish(),
  table_name: textSchema.nullish(),
  write_disposition: z.unknown().optional(),
  primary_key: z.union([z.string(), z.array(textSchema)]).nullish(),
  merge_key: z.union([z.string(), z.array(textSchema)]).nullish(),
  columns: z.unknown().optional(),
  schema_contract: z.unknown().optional(),
  table_format: z.unknown().optional(),
  file_format: z.unknown().optional(),
  references: z.unknown().optional(),
  nested_hints: z.unknown().optional(),
  parent_table_name: z.unknown().optional(),
};

const resourceSchema = z.union([
  textSchema,
  strictMapping({
    name: textSchema,
    endpoint: z.union([z.string(), endpointSchema]).nullish(),
    ...resourceShape,
  }),
]);

/** The dict that dlt's `rest_api_source` takes, as far as YAML can say it. What it means is not checked yet. */
export const dltConfigSchema = strictMapping({
  client: strictMapping({
    base_url: z.string(),
    headers: headersSchema.nullish(),
    auth: dltAuthSchema.nullish(),
    paginator: dltPaginatorSchema.nullish(),
    session: z.null().optional(),
  }),
  resource_defaults: strictMapping({ endpoint: endpointSchema.nullish(), ...resourceShape }).nullish(),
  resources: z.array(resourceSchema).min(1),
});

export type DltConfig = z.infer<typeof dltConfigSchema>;
export type DltEndpoint = z.infer<typeof endpointSchema>;
export type DltIncremental = z.infer<typeof incrementalSchema>;
export type DltResource = Exclude<z.infer<typeof resourceSchema>, string>;
