import { z } from 'zod';
import { jsonValueSchema, textSchema } from './spec-values.ts';

/** Requests that one resource sends at a time for different records of its parent, where nothing else is said. */
export const defaultConcurrency = 4;

/** A mapping holds values that belong together, such as the id and the name of a shop. */
const forEachValue = z.union([z.string(), z.number(), z.boolean(), z.record(z.string(), jsonValueSchema)]);

/** What can be said about a resource that is read once for each record of another one, or once for each of some values. */
export const childShape = {
  for_each: z
    .record(textSchema, z.array(forEachValue).min(1))
    .optional()
    .describe(
      'Lists of values, by name: the resource is read once for each value, and for each combination where there are several lists. Default: none.',
    ),
  include_from_parent: z
    .array(textSchema)
    .min(1)
    .optional()
    .describe(
      'Fields of the parent (or names in for_each) that every record gets as `_<parent>_<field>` (`_for_each_<name>`); of several parents with the name of the parent in front, as in regions.id. Default: none.',
    ),
  concurrency: z
    .int()
    .min(1)
    .max(32)
    .optional()
    .describe(
      'For how many records of the parent (or values of for_each) it is read at the same time; rows keep their order. Default: 4.',
    ),
  parallelized: z
    .boolean()
    .optional()
    .describe(
      'Whether it is read for several records at the same time; false means a concurrency of 1. Default: true.',
    ),
  on_child_error: z
    .enum(['fail', 'skip'])
    .optional()
    .describe(
      'What happens when it cannot be read for one record of the parent: fail it as a whole, or skip that record with a warning. Default: fail.',
    ),
};
