import { isPlainObject } from '../../util/plain-object.ts';
import type { KeyPath } from '../key-path.ts';
import { dltContractModes } from '../schema-contract.ts';
import { tracedMapping, type TracedValue } from '../traced-value.ts';
import { isEmptyValue, quoted, type DltReport, type Placed } from './dlt-report.ts';

const parts = ['tables', 'columns', 'data_type'];

/** `schema_contract` in Dango's words: one word for all, or one for each part. */
export function translateContract(given: Placed<unknown> | undefined, report: DltReport): TracedValue | undefined {
  if (given === undefined || isEmptyValue(given.value)) return undefined;
  const { value, from } = given;
  if (!isPlainObject(value)) return readMode(value, from, report);
  const fields: Record<string, TracedValue | undefined> = {};
  for (const [part, mode] of Object.entries(value)) {
    const place = [...from, part];
    if (!parts.includes(part)) {
      report.refuse(place, `A schema_contract says nothing of "${part}"`, `Use ${parts.join(', ')}.`, 'key');
    } else if (!isEmptyValue(mode)) fields[part] = readMode(mode, place, report);
  }
  return tracedMapping(from, fields);
}

function readMode(value: unknown, from: KeyPath, report: DltReport): TracedValue | undefined {
  const mode = dltContractModes.find((known) => known === value);
  if (mode !== undefined) return { from, value: mode };
  const known = dltContractModes.map((one) => `"${one}"`).join(', ');
  return report.refuse(from, `Expected one of ${known}, got ${quoted(value)}`, 'Write one of them.');
}
