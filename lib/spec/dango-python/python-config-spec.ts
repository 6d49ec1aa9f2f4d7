import { z } from 'zod';
import { headersSchema, jsonValueSchema, paramsSchema, textSchema } from '../spec-values.ts';
import { strictMapping } from '../strict-mapping.ts';

/** How the Python product calls kinds of authentication. */
export const pythonAuthTypes = [
  'bearer',
  'api_key',
  'basic',
  'oauth2_client_credentials',
  'custom_header',
  'none',
] as const;

const paginatorWords = ['auto', 'none', 'header_link', 'page_number', 'cursor', 'offset'] as const;

const paginatorSchema = z.union([
  z.enum(paginatorWords),
  strictMapping({
    type: z.enum(paginatorWords),
    page_param: textSchema.nullish(),
    cursor_path: textSchema.nullish(),
    limit: z.int().min(1).nullish(),
  }),
]);

/** What the wizard of the Python product writes for an endpoint. */
const wizardEndpointSchema = strictMapping({
  path: textSchema,
  name: textSchema.nullish(),
  params: paramsSchema.nullish(),
  data_selector: textSchema.nullish(),
  paginator: paginatorSchema.nullish(),
  write_disposition: z.enum(['append', 'replace', 'merge']).nullish(),
  primary_key: z.union([textSchema, z.array(textSchema)]).nullish(),
});

/** Any other endpoint is a resource of dlt's, which is read as such. */
const dltResourceSchema = z.looseObject({ endpoint: jsonValueSchema });

/** `rest_api` of a sources.yml of the Python product. */
export const pythonConfigSchema = strictMapping({
  base_url: textSchema,
  // What fits neither is judged as the first.
  endpoints: z.array(z.union([wizardEndpointSchema, dltResourceSchema])).min(1),
  headers: headersSchema.nullish(),
  auth_type: z.enum(pythonAuthTypes).nullish(),
  auth_token_env: textSchema.nullish(),
  api_key_name: textSchema.nullish(),
  api_key_location: z.enum(['header', 'query']).nullish(),
  basic_username_env: textSchema.nullish(),
  basic_password_env: textSchema.nullish(),
  access_token_url: textSchema.nullish(),
  client_id_env: textSchema.nullish(),
  client_secret_env: textSchema.nullish(),
  auth_header_name: textSchema.nullish(),
});

export type PythonConfig = z.infer<typeof pythonConfigSchema>;
export type WizardEndpoint = z.infer<typeof wizardEndpointSchema>;
export type PythonPaginator = z.infer<typeof paginatorSchema>;
