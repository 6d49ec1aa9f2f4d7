import { z } from 'zod';
import { strictMapping } from './strict-mapping.ts';
import { textSchema } from './spec-values.ts';

const cursorValue = z.union([z.string(), z.number()]);

/** Words for the forms that APIs ask for most. Everything else is a pattern. */
export const convertWords = ['unix_seconds', 'unix_milliseconds', 'date', 'datetime'] as const;

/** `incremental` of a resource as it is written in sources.yml. */
export const incrementalSpecSchema = strictMapping({
  cursor_path: textSchema.describe('Path in a record to the field that grows, such as updated_at.'),
  initial_value: cursorValue
    .optional()
    .describe('Start of the very first sync. Default: none, the first sync takes everything.'),
  start_param: textSchema
    .optional()
    .describe('Query parameter that carries the start value. Default: none, records are only filtered here.'),
  end_value: cursorValue
    .optional()
    .describe(
      'Where every sync ends; it then starts at initial_value each time and saves no position. Default: none, it goes on to the newest record.',
    ),
  end_param: textSchema
    .optional()
    .describe(
      'Query parameter that carries the end value, where there is one (also by --until). Default: none, records are only filtered here.',
    ),
  convert: z
    .union([z.enum(convertWords), textSchema])
    .optional()
    .describe(
      'Form in which start and end are sent: unix_seconds, unix_milliseconds, date (2024-01-31), datetime (2024-01-31T10:00:00Z) or a pattern such as %d.%m.%Y. Default: as the records have them.',
    ),
  lag: z
    .number()
    .min(0)
    .optional()
    .describe(
      'How far behind the position reached before a sync starts, for records that come late: seconds for instants, days for dates, units for numbers. Default: 0.',
    ),
  row_order: z
    .enum(['asc', 'desc'])
    .optional()
    .describe(
      'Order in which the API gives records by the cursor; reading stops where no further one can count. Default: unknown, all pages are read.',
    ),
  on_cursor_value_missing: z
    .enum(['raise', 'include', 'exclude'])
    .optional()
    .describe('What becomes of a record whose cursor field is missing or null. Default: raise, an error.'),
  range_start: z
    .enum(['closed', 'open'])
    .optional()
    .describe('Whether a record at the start value itself counts. Default: closed, it does; it is loaded once.'),
  range_end: z
    .enum(['closed', 'open'])
    .optional()
    .describe('Whether a record at the end value itself counts. Default: open, it does not.'),
  window: z
    .union([textSchema, z.number().gt(0)])
    .optional()
    .describe(
      'Length of the windows in which the range up to now, or to the end value, is read and loaded, each by itself: 12h, 30d or 8w; a number for cursors that count, together with end_value. A sync that breaks off goes on at its window. Default: none, all in one piece.',
    ),
  per_parent: z
    .boolean()
    .optional()
    .describe(
      'For a resource with {resources.…} or {for_each.…}: whether each record of the parent, or entry, has a saved position of its own; at most 10,000 of them. Default: false, all share one.',
    ),
}).describe('Loads only records at or behind the value reached before. Default: none, every sync reads everything.');
