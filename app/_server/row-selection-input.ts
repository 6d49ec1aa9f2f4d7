import { z } from 'zod';

const operator = z.enum([
  'equals',
  'not-equals',
  'contains',
  'not-contains',
  'starts-with',
  'ends-with',
  'less-than',
  'less-or-equal',
  'greater-than',
  'greater-or-equal',
  'blank',
  'not-blank',
]);
const condition = z.object({ column: z.string(), operator, value: z.string().optional() });

/** Which rows, and which of their columns: the input of every route that reads a table. */
export const rowSelectionInput = z.object({
  /** A test whose tables are meant. Default: those of the warehouse. */
  test: z.string().optional(),
  dataset: z.string(),
  table: z.string(),
  columns: z.array(z.string()).optional(),
  sort: z.array(z.object({ column: z.string(), direction: z.enum(['ascending', 'descending']) })).optional(),
  filters: z
    .array(z.union([condition, z.object({ any: z.array(condition) }), z.object({ all: z.array(condition) })]))
    .optional(),
});
