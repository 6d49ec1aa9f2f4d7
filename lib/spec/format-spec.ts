import { z } from 'zod';
import { formatTypes, type BodyFormat } from './body-format.ts';
import { textSchema } from './spec-values.ts';
import { strictMapping } from './strict-mapping.ts';

/** `format` as it is written in sources.yml: a word, or a mapping with `type`. */
export const formatSpecSchema = z
  .union([
    z.enum(formatTypes),
    z.discriminatedUnion('type', [
      strictMapping({
        type: z.literal('csv'),
        delimiter: z
          .string()
          .length(1)
          .optional()
          .describe('Character between the values. Default: a comma, or a tab where the content type says so.'),
      }).describe('Rows below a header; every value is a text.'),
      strictMapping({
        type: z.literal('xml'),
        lists: z
          .array(textSchema)
          .optional()
          .describe('Names of elements that are a list also where there is one only. Default: none.'),
      }).describe('An object of elements; every value is a text, attributes are _name, text beside them _text.'),
    ]),
  ])
  .describe(
    'How responses are written: json, ndjson (a JSON value a line), csv or xml. Default: by their content type.',
  );

/** The format as the engine reads it; undefined: by the content type. */
export function toBodyFormat(spec: z.infer<typeof formatSpecSchema> | undefined): BodyFormat | undefined {
  return typeof spec === 'string' ? { type: spec } : spec;
}
