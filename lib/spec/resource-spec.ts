import { z } from 'zod';
import { resourceAuthSpecSchema } from './auth-spec.ts';
import { childShape } from './child-spec.ts';
import { incrementalSpecSchema } from './incremental-spec.ts';
import { formatSpecSchema } from './format-spec.ts';
import { paginationSpecSchema } from './pagination-spec.ts';
import { retrySpecSchema } from './retry-spec.ts';
import { responsesSpecSchema } from './responses-spec.ts';
import { strictMapping } from './strict-mapping.ts';
import { stepSpecSchema } from './steps-spec.ts';
import { tableHintsShape } from './table-hints-spec.ts';
import { writeDispositionSpecSchema } from './write-disposition-spec.ts';
import { headersSchema, jsonValueSchema, paramsSchema, textSchema } from './spec-values.ts';

/** What can be said about a request, at the resource or inside its `endpoint`. */
const requestShape = {
  method: z.enum(['GET', 'POST']).optional().describe('HTTP method. Default: GET.'),
  params: paramsSchema.optional().describe('Query parameters. Default: none.'),
  json: jsonValueSchema.optional().describe('Body of a POST request. Default: none.'),
  form: z
    .union([paramsSchema, z.array(z.tuple([textSchema, jsonValueSchema])).min(1)])
    .optional()
    .describe(
      'Body of a POST request as form fields: a mapping, or a list of [name, value] where names come twice. Default: none.',
    ),
  body: textSchema
    .optional()
    .describe('Body of a POST request as text, sent as it is; headers name its content type. Default: none.'),
  headers: headersSchema.optional().describe('Further headers of these requests. Default: those of the source.'),
  auth: resourceAuthSpecSchema.optional(),
  data_selector: textSchema.optional().describe('Path in the response to the records. Default: they are found.'),
  format: formatSpecSchema.optional(),
  pagination: paginationSpecSchema.optional(),
  incremental: incrementalSpecSchema.optional(),
  retry: retrySpecSchema
    .optional()
    .describe('How requests that fail are repeated. Default, also of each key: as the source says.'),
  responses: responsesSpecSchema
    .optional()
    .describe('What is done with certain responses, before the rules of the source. Default: none.'),
};

const endpointObject = strictMapping({
  path: z.string().optional().describe("Path below base_url, or an absolute URL. Default: the resource's name."),
  ...requestShape,
});

const resourceShape = {
  endpoint: z
    .union([z.string(), endpointObject])
    .optional()
    .describe("Path below base_url, or a mapping with `path` and the request's settings. Default: the name."),
  ...requestShape,
  write_disposition: writeDispositionSpecSchema.optional(),
  primary_key: z
    .union([textSchema, z.array(textSchema).min(1)])
    .optional()
    .describe('Field or fields that identify a record; needed for merge. Default: none.'),
  merge_key: z
    .union([textSchema, z.array(textSchema).min(1)])
    .optional()
    .describe(
      'Field or fields, such as a day, of which all rows with a value go away when records with that value come. Default: none.',
    ),
  ...tableHintsShape,
  ...childShape,
  steps: z
    .array(stepSpecSchema)
    .min(1)
    .optional()
    .describe('Changes of the records before they are loaded, one after the other. Default: none.'),
};

/** One of `rest_api.resources` as it is written in sources.yml. */
export const resourceSpecSchema = strictMapping({
  name: textSchema.describe('Names the table; free text.'),
  ...resourceShape,
}).describe('One endpoint, one table.');

/** `rest_api.resource_defaults` as it is written in sources.yml. */
export const resourceDefaultsSpecSchema = strictMapping(resourceShape).describe(
  'Settings of every resource that does not set them itself; params, json and headers are merged key by key.',
);

export type ResourceSpec = z.infer<typeof resourceSpecSchema>;
export type ResourceDefaultsSpec = z.infer<typeof resourceDefaultsSpecSchema>;
