import { z } from 'zod';
import { hintTypes } from './hint-type.ts';
import { strictMapping } from './strict-mapping.ts';

/** One of `columns` of a resource as it is written in sources.yml. */
export const columnHintSchema = strictMapping({
  type: z
    .enum(hintTypes)
    .describe(
      'Type of the column when the table is made. Values that do not fit go to a variant column, such as price__v_text.',
    ),
}).describe('What is known of a field before its first value has come.');
