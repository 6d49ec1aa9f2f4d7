/** The queries that were run last come first; each is kept once. */
export function addToHistory(history: readonly string[], sql: string): readonly string[] {
  return [sql, ...history.filter((other) => other !== sql)].slice(0, 20);
}
