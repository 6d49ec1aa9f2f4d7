import type { StrictType } from '../../schema/column-type.ts';
import type { Take } from '../../schema/table-plan.ts';
import { instantSql, looksLikeDate } from './instant-sql.ts';
import { sqlColumnType } from './sql-types.ts';

/**
 * Whether a value, as text, fits a type: nothing of it may be lost. Never NULL for a text.
 * @param offered tells texts from numbers, which come as DuckDB prints them.
 */
export function fitsSql(text: string, type: StrictType, offered: Take): string {
  const isOfTexts = offered === 'texts' || offered === 'instants' || offered === 'plain texts';
  const conditions = isOfTexts ? textConditions(text, type) : numberConditions(text, type);
  return `coalesce(${[...conditions, `${strictSql(text, type)} IS NOT NULL`].join(' AND ')}, false)`;
}

/** The value of a text that fits. */
export function strictSql(text: string, type: StrictType): string {
  const cast = (expression: string): string => `TRY_CAST(${expression} AS ${sqlColumnType(type)})`;
  switch (type) {
    case 'date':
      return cast(`regexp_replace(${text}, '^(\\d{4})(\\d\\d)(\\d\\d)$', '\\1-\\2-\\3')`);
    case 'time':
      return cast(`rtrim(${text}, 'Z')`);
    case 'timestamp_s':
    case 'timestamp_ms':
    case 'timestamp_us':
      // A plain cast to a type without time zone would drop the offset.
      return cast(`timezone('UTC', ${instantSql(text)})`);
    case 'timestamp_ns':
      return instantSql(text, 'TIMESTAMP_NS');
    case 'binary':
      return `CASE WHEN ${isHex(text)} THEN TRY(unhex(substr(${text}, 3))) ELSE TRY(from_base64(${text})) END`;
    case 'tinyint':
    case 'smallint':
    case 'integer':
    default:
      return cast(text);
  }
}

function textConditions(text: string, type: StrictType): readonly string[] {
  const matches = (pattern: string): string => `regexp_full_match(${text}, '${pattern}')`;
  switch (type) {
    case 'date':
      // The midnight that some APIs put behind a date says nothing.
      return [matches(`\\d{4}-\\d\\d-\\d\\d([T ]00:00:00(\\.0+)?(Z|[+-]00:?00)?)?|\\d{8}`)];
    case 'time':
      return [matches(`([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,6}0*)?)?Z?`)];
    case 'timestamp_s':
      return [looksLikeDate(text), matches(withFraction(0))];
    case 'timestamp_ms':
      return [looksLikeDate(text), matches(withFraction(3))];
    case 'timestamp_us':
      return [looksLikeDate(text), matches(withFraction(6))];
    case 'timestamp_ns':
      return [looksLikeDate(text), matches(withFraction(9))];
    case 'binary':
      return [`(${isHex(text)} OR to_base64(TRY(from_base64(${text}))) = ${text})`];
    case 'tinyint':
    case 'smallint':
    case 'integer':
    default:
      return [matches(`\\s*[+-]?(\\d+(\\.\\d*)?|\\.\\d+)\\s*`), matches(`[^.]*(\\.\\d{0,${scaleOf(type)}}0*\\s*)?`)];
  }
}

/** A number with a fraction is a double, which surely holds 15 digits; an integer comes with all of its own. */
function numberConditions(text: string, type: StrictType): readonly string[] {
  const isSame = `CAST(CAST(${strictSql(text, type)} AS VARCHAR) AS DOUBLE) = CAST(${text} AS DOUBLE)`;
  const digits = `length(ltrim(regexp_replace(${text}, '[eE].*$|\\.0$|[-.]', '', 'g'), '0'))`;
  return [`(regexp_full_match(${text}, '-?\\d+') OR (${digits} <= 15 AND ${isSame}))`];
}

/** An instant with at most so many digits behind the second; zeros say nothing. */
function withFraction(digits: number): string {
  return `[^.]*(\\.\\d{0,${digits}}0*)?(Z|[+-][\\d:]*)?`;
}

function isHex(text: string): string {
  return `regexp_full_match(${text}, '0x([0-9a-fA-F]{2})*')`;
}

function scaleOf(type: StrictType): number {
  return Number(/,(\d+)\)$/.exec(type)?.[1] ?? 0);
}
