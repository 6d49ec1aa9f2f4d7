/** DuckDB's cast also takes words like `epoch`; only what begins like a date may become an instant. */
export function looksLikeDate(text: string): string {
  return `regexp_matches(${text}, '^\\d{4}-?\\d\\d-?\\d\\d')`;
}

export function isInstant(text: string): string {
  return `${looksLikeDate(text)} AND ${instantSql(text)} IS NOT NULL`;
}

/** NULL for what is no instant. The second try completes short forms: `T10`, `T10:10+02`, `20240101T101010`. */
export function instantSql(text: string, type: 'TIMESTAMPTZ' | 'TIMESTAMP_NS' = 'TIMESTAMPTZ'): string {
  const compact = `regexp_replace(${text}, '^(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)', '\\1-\\2-\\3T\\4:\\5:\\6')`;
  const minutes = `regexp_replace(${compact}, '^(.{10}[T ]\\d\\d)(Z|[+-].*)?$', '\\1:00\\2')`;
  const seconds = `regexp_replace(${minutes}, '^(.{10}[T ]\\d\\d:\\d\\d)(Z|[+-].*)?$', '\\1:00\\2')`;
  return `coalesce(try_cast(${text} AS ${type}), try_cast(${seconds} AS ${type}))`;
}

/** For texts that were recognised as instants while they were read: should the cast disagree, the load must fail. */
export function certainInstantSql(text: string): string {
  const complaint = `error('not an instant: ' || ${text})`;
  return `CASE WHEN ${text} IS NOT NULL THEN coalesce(${instantSql(text)}, CAST(${complaint} AS TIMESTAMPTZ)) END`;
}
