import { plainName } from '../source-name.ts';

/**
 * The dict of a `RESTAPIConfig` out of a Python text, so that YAML reads it: `dlt.secrets["token"]` becomes
 * `"${token}"`, `None` null. Undefined for a text without one.
 */
export function dictOfPython(text: string): string | undefined {
  const start = /(?:RESTAPIConfig\s*=|rest_api_source\(|rest_api_resources\(|=|return)\s*\{/.exec(text);
  const from = text.trimStart().startsWith('{')
    ? text.indexOf('{')
    : start === null
      ? -1
      : start.index + start[0].length - 1;
  const end = from < 0 ? undefined : endOfDict(text, from);
  if (end === undefined) return undefined;
  return text
    .slice(from, end)
    .replaceAll(
      /dlt\.(?:secrets|config)(?:\[\s*|\.get\(\s*)["']([^"']+)["'](?:\s*\]|[^()]*\))/g,
      (_, name: string) => `"\${${secretName(name)}}"`,
    )
    .replaceAll(/os\.(?:environ(?:\.get)?|getenv)[[(]\s*["'](\w+)["'](?:\s*\]|[^()]*\))/g, '"${$1}"')
    .replaceAll(/(?<=[:,[{\s])None(?=\s*[,}\]\n])/g, 'null');
}

/** `sources.rest_api.github.access_token` is looked for by its last part. */
function secretName(name: string): string {
  return /^credentials\.\w+$/.test(name) ? name : plainName(name.split('.').at(-1) ?? name) || 'value';
}

/** Behind the brace that closes the first one; texts and comments do not count. */
function endOfDict(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '#') at = (text.indexOf('\n', at) + 1 || text.length + 1) - 1;
    else if (character === '"' || character === "'") {
      let end = at + 1;
      while (end < text.length && text[end] !== character) end += text[end] === '\\' ? 2 : 1;
      at = end;
    } else if ('{[('.includes(character)) depth += 1;
    else if ('}])'.includes(character)) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}
