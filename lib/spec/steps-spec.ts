import { z } from 'zod';
import { conditionOperators, valueChanges } from './step-words.ts';
import { strictMapping } from './strict-mapping.ts';
import { textSchema } from './spec-values.ts';

/** A value that an expression works out. */
const expression = (about: string) => strictMapping({ expression: textSchema.describe(about) });

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const condition = strictMapping({
  field: textSchema.describe('Path in the record to the field that is looked at.'),
  op: z
    .enum(conditionOperators)
    .optional()
    .describe('How it is compared. Default: in for a list of values, exists without a value, else equals.'),
  value: z
    .union([scalar, z.array(scalar)])
    .optional()
    .describe('What it is compared with; a list for in and not_in. Default: none, for exists and missing.'),
});

/** One of `steps` of a resource as it is written in sources.yml: exactly one of the keys. */
export const stepSpecSchema = strictMapping({
  filter: z
    .union([textSchema, condition, z.array(z.union([textSchema, condition])).min(1)])
    .optional()
    .describe(
      'Keeps the records for which the condition holds; of a list, one of the conditions. A text is an expression, such as record.total > 10.',
    ),
  remove: z
    .union([textSchema, z.array(textSchema).min(1)])
    .optional()
    .describe('Takes fields away, by their paths.'),
  keep: z
    .union([textSchema, z.array(textSchema).min(1)])
    .optional()
    .describe('Takes all fields away but these, by their names.'),
  rename: z
    .record(textSchema, textSchema)
    .optional()
    .describe('Moves fields to other names, by their paths; a field inside of an object may move out of it.'),
  add: z
    .record(
      textSchema,
      z.union([scalar, expression('What the field is set to, such as record.price * record.quantity.')]),
    )
    .optional()
    .describe(
      'Sets fields to a value, a text in which {record.<path>} stands for a field of the record, or what an expression gives.',
    ),
  map: z
    .record(
      textSchema,
      z.union([
        z.enum(valueChanges),
        expression('What the value becomes, such as value.lower(); record is there too.'),
      ]),
    )
    .optional()
    .describe(
      'Changes values, by their paths: text, number, integer, boolean, instant (of seconds or milliseconds since 1970), json (of a text), lower, upper, trim, null_if_empty, or what an expression gives. What cannot be changed so stays as it is.',
    ),
  explode: textSchema
    .optional()
    .describe(
      'Path to a list: makes a record of each of its items, with the other fields beside it; none of an empty one.',
    ),
}).describe('One change of the records, on their way from the API to the table.');

export type StepSpec = z.infer<typeof stepSpecSchema>;
