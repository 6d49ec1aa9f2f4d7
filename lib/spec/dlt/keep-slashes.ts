/**
 * A translated path with placeholders of parents that keep slashes, because dlt puts values into a path as they are. One
 * that is the whole path stays, as it may be a URL, and so do those behind a `?`.
 */
export function keepSlashes(path: string): string {
  if (/^\{resources\.[^{}]*\}$/.test(path)) return path;
  const [, before = '', query = ''] = /^([^?#]*)(.*)$/s.exec(path) ?? [];
  return before.replaceAll(/(?<!\\)\{(?=resources\.)/g, '{+') + query;
}
