import { z } from 'zod';
import { responseActions, type ResponseRule } from './response-rule.ts';
import { strictMapping } from './strict-mapping.ts';
import { textSchema } from './spec-values.ts';

const statusSchema = z.union([z.int(), textSchema]);
const scalarSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const valuesSchema = z.union([scalarSchema, z.array(scalarSchema)]);

const ruleSchema = strictMapping({
  status: z
    .union([statusSchema, z.array(statusSchema).min(1)])
    .optional()
    .describe('Status of the response: 404, 5xx, 400-499, or a list of them. Default: any.'),
  text: textSchema.optional().describe('Text that occurs in the response. Default: any.'),
  path: textSchema
    .optional()
    .describe('Path in the response where there is something: not null, false or empty. Default: none.'),
  equals: valuesSchema.optional().describe('Value at path, or a list of which it is one. Default: anything.'),
  not_equals: valuesSchema
    .optional()
    .describe('Value that is not at path, or a list of which it is none; also where nothing is. Default: none.'),
  when: textSchema
    .optional()
    .describe(
      'Expression of body, status and headers that is true, such as body.error.code == 42; where a field is not there, it does not fit. Default: none.',
    ),
  action: z
    .enum(responseActions)
    .describe(
      'What is done: ignore ends the list without this response, retry asks again, wait asks again after a wait that is no attempt, fail ends with an error, stop_resource ends the resource with what it has, skip_child goes on with the next record of the parent.',
    ),
  message: textSchema.optional().describe('What the error says, for fail. Default: what was found in the response.'),
  wait: z
    .number()
    .gt(0)
    .optional()
    .describe('Length of the wait in seconds, for wait. Default: what the API asks for, else as for retry.'),
}).describe('What is done with a response that fits all of status, text, path and when that are given.');

/** `responses` as it is written in sources.yml, for the whole source or a resource. */
export const responsesSpecSchema = z
  .array(ruleSchema)
  .describe('What is done with certain responses; the first rule that fits counts. Default: none.');

export type ResponseRuleSpec = z.infer<typeof ruleSchema>;

/** The rules as the engine reads them. */
export function toResponseRules(specs: readonly ResponseRuleSpec[] = []): ResponseRule[] {
  return specs.map(({ not_equals, wait, ...rule }) => ({
    ...rule,
    notEquals: not_equals,
    waitMs: wait === undefined ? undefined : wait * 1000,
  }));
}
