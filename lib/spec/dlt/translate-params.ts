import { isPlainObject } from '../../util/plain-object.ts';
import type { JsonValue } from '../json-value.ts';
import { shapeFindings } from '../shape-findings.ts';
import { strictMapping } from '../strict-mapping.ts';
import { textSchema } from '../spec-values.ts';
import { z } from 'zod';
import { dltIncrementalShape, type DltIncremental } from './dlt-config-spec.ts';
import { quoted, type DltReport, type Placed } from './dlt-report.ts';

/** The parameters of a resource by what they do. */
export interface SortedParams {
  /** Sent, or put into the path. */
  readonly values: Readonly<Record<string, Placed<JsonValue>>>;
  /** Fields of a parent's record, for the path. */
  readonly resolves: Readonly<Record<string, Placed<ResolveParam>>>;
  /** The cursor whose start value is sent as that parameter. */
  readonly incremental: Placed<DltIncremental> | undefined;
}

export interface ResolveParam {
  readonly resource: string;
  readonly field: string;
}

const resolveSchema = strictMapping({ type: z.literal('resolve'), resource: textSchema, field: textSchema });
const { end_value: _, ...startShape } = dltIncrementalShape;
const incrementalSchema = strictMapping({ type: z.literal('incremental'), ...startShape });

/** Tells the parameters of dlt's `params` apart by their `type`. */
export function sortParams(params: Readonly<Record<string, Placed<JsonValue>>>, report: DltReport): SortedParams {
  const values: Record<string, Placed<JsonValue>> = {};
  const resolves: Record<string, Placed<ResolveParam>> = {};
  const cursors: [string, Placed<DltIncremental>][] = [];
  for (const [name, { value, from }] of Object.entries(params)) {
    const type = isPlainObject(value) ? value['type'] : undefined;
    if (!isPlainObject(value)) values[name] = { value, from };
    else if (type === 'resolve') {
      const read = resolveSchema.safeParse(value);
      if (read.success) resolves[name] = { value: read.data, from };
      else report.add(from, shapeFindings(read.error.issues, value));
    } else if (type === 'incremental') {
      const cursor = readCursor(name, { value, from }, report);
      if (cursor !== undefined) cursors.push([name, { value: { ...cursor, start_param: name }, from }]);
    } else {
      const message = `The parameter "${name}" has the type ${quoted(type)}, which there is none of`;
      report.refuse('type' in value ? [...from, 'type'] : from, message, 'Write type: incremental or type: resolve.');
    }
  }
  const [first, second] = cursors;
  if (second !== undefined) {
    const names = cursors.map(([name]) => `"${name}"`).join(', ');
    report.refuse(
      second[1].from,
      `A resource has one cursor, but several parameters are incremental: ${names}`,
      'Keep one of them.',
    );
  }
  return { values, resolves, incremental: first?.[1] };
}

function readCursor(
  name: string,
  { value, from }: Placed<Readonly<Record<string, unknown>>>,
  report: DltReport,
): DltIncremental | undefined {
  const misplaced = ['end_value', 'end_param', 'start_param'].find((key) => Object.hasOwn(value, key));
  if (misplaced !== undefined) {
    const message = `The parameter "${name}" carries the start value only, so it has no ${misplaced}`;
    return report.refuse(
      [...from, misplaced],
      message,
      'Move it all to endpoint.incremental, with start_param and end_param.',
      'key',
    );
  }
  const read = incrementalSchema.safeParse(value);
  if (read.success) {
    const { type: _type, ...cursor } = read.data;
    return cursor;
  }
  return report.add(from, shapeFindings(read.error.issues, value));
}
