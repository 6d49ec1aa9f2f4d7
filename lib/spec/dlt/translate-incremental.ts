import type { JsonValue } from '../json-value.ts';
import { tracedMapping, type TracedValue } from '../traced-value.ts';
import type { DltIncremental } from './dlt-config-spec.ts';
import { isEmptyValue, type DltReport, type Placed } from './dlt-report.ts';

/** dlt's incremental in Dango's words. */
export function translateIncremental({ value, from }: Placed<DltIncremental>, report: DltReport): TracedValue {
  const write = (key: keyof DltIncremental): TracedValue | undefined => {
    const own = value[key];
    return own === undefined || own === null ? undefined : { from: [...from, key], value: own as JsonValue };
  };
  refuseUnknown({ value, from }, report);
  return tracedMapping(from, {
    cursor_path: write('cursor_path'),
    initial_value: write('initial_value'),
    start_param: write('start_param'),
    end_value: write('end_value'),
    end_param: write('end_param'),
    convert: write('convert') ?? write('transform'),
    lag: write('lag'),
    row_order: write('row_order'),
    on_cursor_value_missing: write('on_cursor_value_missing'),
    range_start: write('range_start'),
    range_end: write('range_end'),
  });
}

function refuseUnknown({ value, from }: Placed<DltIncremental>, report: DltReport): void {
  const {
    convert = value.transform,
    last_value_func: order,
    primary_key: key,
    allow_external_schedulers: isExternal,
  } = value;
  if (!isEmptyValue(convert) && typeof convert !== 'string') {
    report.refuseFunction([...from, value.convert === undefined ? 'transform' : 'convert'], 'convert');
  }
  if (!isEmptyValue(order) && order !== 'max') {
    const hint = 'Remove it where the cursor grows, or write this source as a module.';
    report.refuse([...from, 'last_value_func'], 'The last value of a cursor is always the greatest one', hint);
  }
  if (key !== undefined && key !== null) {
    const hint = 'Remove it: records at the boundary are told apart by the primary_key of the resource.';
    report.refuse([...from, 'primary_key'], 'A cursor has no key of its own', hint, 'key');
  }
  if (isExternal === true) {
    const hint = 'Remove it, and give dango sync its window with --since and --until.';
    report.refuse([...from, 'allow_external_schedulers'], 'No other scheduler gives the window of a sync', hint, 'key');
  }
}
