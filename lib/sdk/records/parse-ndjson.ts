import { DangoError } from '../../errors/dango-error.ts';
import { parseJson } from '../../http/parse-json.ts';
import type { JsonValue } from '../../spec/json-value.ts';

/** Stands before each value of a JSON text sequence. */
const recordSeparator = '\u001E';

/**
 * Reads a JSON value from each line; empty lines, and the marks that some formats put before a value, are skipped.
 * @param url for messages.
 * @throws DangoError `response-invalid`, naming the line.
 */
export function parseNdjson(text: string, url: string): JsonValue[] {
  const values: JsonValue[] = [];
  let start = 0;
  for (let line = 1; start < text.length; line++) {
    const end = text.indexOf('\n', start);
    const stop = end === -1 ? text.length : end;
    const from = text[start] === recordSeparator ? start + 1 : start;
    const content = text.slice(from, stop).trim();
    if (content !== '') values.push(parseLine(content, line, url));
    start = stop + 1;
  }
  return values;
}

function parseLine(content: string, line: number, url: string): JsonValue {
  try {
    return parseJson(content);
  } catch {
    // The parser's own error quotes the text, which may hold a secret.
    throw new DangoError(`The response is not one JSON value a line: line ${line} of ${url} is no JSON.`, {
      code: 'response-invalid',
      hint: 'Look at the response; format: json reads one value over all lines.',
    });
  }
}
