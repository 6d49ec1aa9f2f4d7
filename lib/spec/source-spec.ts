import { z } from 'zod';
import { authSpecSchema } from './auth-spec.ts';
import { paginationSpecSchema } from './pagination-spec.ts';
import { rateLimitSpecSchema } from './rate-limit-spec.ts';
import { resourceDefaultsSpecSchema, resourceSpecSchema } from './resource-spec.ts';
import { retrySpecSchema } from './retry-spec.ts';
import { responsesSpecSchema } from './responses-spec.ts';
import { schemaContractSpecSchema } from './schema-contract-spec.ts';
import { strictMapping } from './strict-mapping.ts';
import { headersSchema, paramsSchema, textSchema } from './spec-values.ts';

/** What the name of a source looks like. */
export const sourceNamePattern = /^[a-z][a-z0-9_]*$/;

/** What belongs to a source of either type. */
const commonShape = {
  name: z
    .string()
    .regex(sourceNamePattern)
    .describe('Name of the source: lower-case letters, digits and underscores, a letter first; unique.'),
  enabled: z.boolean().optional().describe('Whether a sync of everything includes it. Default: true.'),
  description: z.string().optional().describe('What it is, for people. Default: none.'),
  tags: z.array(textSchema).optional().describe('Words to group sources by. Default: none.'),
};

const restApiSpecSchema = strictMapping({
  base_url: textSchema.describe('Absolute http:// or https:// URL that the endpoints are below.'),
  headers: headersSchema.optional().describe('Headers of every request. Default: none.'),
  auth: authSpecSchema.optional(),
  rate_limit: rateLimitSpecSchema.optional(),
  concurrency: z
    .int()
    .min(1)
    .optional()
    .describe('Requests to one host at the same time, over all resources. Default: no limit.'),
  retry: retrySpecSchema.optional(),
  responses: responsesSpecSchema.optional(),
  pagination: paginationSpecSchema.optional(),
  schema_contract: schemaContractSpecSchema.optional(),
  resource_defaults: resourceDefaultsSpecSchema.optional(),
  resources: z.array(resourceSpecSchema).min(1).describe('What is loaded; each makes a table.'),
}).describe('A REST API described by its endpoints.');

const moduleNamePattern = /^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*$/;

const dltNativeSpecSchema = strictMapping({
  source_module: z
    .string()
    .regex(moduleNamePattern)
    .describe('Module with the source: `custom_sources.my_api` is the file custom_sources/my_api.ts.'),
  source_name: textSchema
    .optional()
    .describe('The source in the module, in snake_case or camelCase. Default: the only one that it exports.'),
  source_function: textSchema.optional().describe('Another word for source_name.'),
  function_kwargs: paramsSchema
    .optional()
    .describe("Values of the source's parameters. Default: read from secrets, else the module's own defaults."),
  dataset_name: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
    .optional()
    .describe('Schema in the warehouse. Default: raw_<name>.'),
}).describe('A custom module.');

export const restApiSourceSpecSchema = strictMapping({
  name: commonShape.name,
  type: z.literal('rest_api'),
  enabled: commonShape.enabled,
  description: commonShape.description,
  tags: commonShape.tags,
  rest_api: restApiSpecSchema,
});

export const dltNativeSourceSpecSchema = strictMapping({
  name: commonShape.name,
  type: z.literal('dlt_native'),
  enabled: commonShape.enabled,
  description: commonShape.description,
  tags: commonShape.tags,
  dlt_native: dltNativeSpecSchema,
});

/** Checks only what both types share, for a source whose type is not known. */
export const unknownSourceSpecSchema = strictMapping({
  ...commonShape,
  type: z.enum(['rest_api', 'dlt_native']),
  rest_api: z.unknown().optional(),
  dlt_native: z.unknown().optional(),
});

/** The whole file. */
export const sourcesFileSchema = strictMapping({
  version: z
    .union([z.literal(1), z.literal('1'), z.literal('1.0')])
    .optional()
    .describe('Version of this format. Default: 1.'),
  sources: z
    .array(z.discriminatedUnion('type', [restApiSourceSpecSchema, dltNativeSourceSpecSchema]))
    .nullable()
    .optional()
    .describe('The APIs that are loaded. Default: none.'),
}).describe('Sources of a Dango project.');

export type RestApiSpec = z.infer<typeof restApiSpecSchema>;
export type DltNativeSpec = z.infer<typeof dltNativeSpecSchema>;
export type RestApiSourceSpec = z.infer<typeof restApiSourceSpecSchema>;
export type DltNativeSourceSpec = z.infer<typeof dltNativeSourceSpecSchema>;

/** One of `sources` as it is written in sources.yml: nothing filled in. */
export type SourceSpec = RestApiSourceSpec | DltNativeSourceSpec;
