import { parseJson } from '../http/parse-json.ts';
import { normaliseName } from '../schema/identifier.ts';
import type { JsonValue } from '../spec/json-value.ts';
import { isPlainObject } from '../util/plain-object.ts';
import type { Cell } from '../warehouse/cell.ts';

/** Objects in a body that are looked at. */
const mostCandidates = 200_000;
/** Levels of objects and lists below which no record is looked for. */
const deepest = 12;

/**
 * The object in a JSON text that became a row. It is found by the values of the row, because the place alone does not
 * tell: a cursor or a step may have left out records before it. Undefined where nothing looks like the row.
 * @param row cells by column.
 * @param position where it stood among the records that were loaded; decides between equal ones.
 */
export function cutRecord(text: string, row: ReadonlyMap<string, Cell>, position: number): JsonValue | undefined {
  let body: JsonValue;
  try {
    body = parseJson(text);
  } catch {
    return undefined;
  }
  return cutFrom(body, row, position);
}

/** The same within a value. */
export function cutFrom(body: JsonValue, row: ReadonlyMap<string, Cell>, position: number): JsonValue | undefined {
  let best: { readonly value: JsonValue; readonly score: number; readonly distance: number } | undefined;
  for (const { value, index } of candidates(body)) {
    const { matched, differing } = compare(value, row);
    if (matched === 0 || differing > matched) continue;
    const score = matched - differing;
    const distance = Math.abs(index - position);
    if (best === undefined || score > best.score || (score === best.score && distance < best.distance)) {
      best = { value, score, distance };
    }
  }
  return best?.value;
}

/** Elements of lists, and the body itself; those further up come first. */
function candidates(body: JsonValue): readonly { readonly value: JsonValue; readonly index: number }[] {
  const found: { value: JsonValue; index: number }[] = [{ value: body, index: 0 }];
  let level: readonly JsonValue[] = [body];
  for (let depth = 0; depth < deepest && level.length > 0 && found.length < mostCandidates; depth += 1) {
    const next: JsonValue[] = [];
    for (const value of level) {
      if (Array.isArray(value)) {
        for (const [index, element] of value.entries()) {
          found.push({ value: element, index });
          next.push(element);
        }
      } else if (isPlainObject(value)) next.push(...Object.values<JsonValue>(value));
    }
    level = next;
  }
  return found;
}

function compare(
  value: JsonValue,
  row: ReadonlyMap<string, Cell>,
): { readonly matched: number; readonly differing: number } {
  let [matched, differing] = [0, 0];
  const look = (field: unknown, column: string): void => {
    if (isPlainObject(field)) {
      for (const [key, inner] of Object.entries(field)) {
        look(inner, column === '' ? normaliseName(key) : `${column}__${normaliseName(key)}`);
      }
      return;
    }
    const cell = row.get(column === '' ? 'value' : column);
    if (cell === undefined || cell === null || field === null || typeof field === 'object') return;
    if (isSame(cell, field)) matched += 1;
    else differing += 1;
  };
  look(value, '');
  return { matched, differing };
}

function isSame(cell: Exclude<Cell, null>, field: unknown): boolean {
  if (typeof cell === 'object') return String(field).startsWith(cell.cut);
  const [stored, given] = [String(cell), String(field)];
  if (stored === given) return true;
  if (typeof field === 'number') return Number(stored) === field;
  const [one, other] = [instantOf(stored), instantOf(given)];
  return one !== undefined && one === other;
}

/** Milliseconds of an instant as DuckDB or an API writes it; one without a zone is in UTC. */
function instantOf(text: string): number | undefined {
  const parts = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d)?:?(\d\d)?)?$/.exec(text);
  if (parts === null) return undefined;
  const [, date, time = '00:00', zone = 'Z', minutes = '00'] = parts;
  const instant = Date.parse(`${date}T${time}${zone === 'Z' ? 'Z' : `${zone}:${minutes}`}`);
  return Number.isNaN(instant) ? undefined : instant;
}
