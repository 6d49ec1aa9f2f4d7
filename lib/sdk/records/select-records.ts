import { DangoError } from '../../errors/dango-error.ts';
import { countPlainSteps, selectAll, type JsonPath } from '../../spec/json-path.ts';
import { describeLevel } from './describe-level.ts';

/**
 * The records at a path. A list there holds the records, an object is one record, null means none; of several matches
 * each is a record, or a list of them.
 * @throws DangoError `records-missing` when the path leads nowhere.
 */
export function selectRecords(body: unknown, selector: JsonPath, url: string): readonly unknown[] {
  const matches = selectAll(selector, body);
  if (matches.length > 0) return matches.flatMap((match) => match ?? []);
  // `items[*].lines[*]` may well match nothing; only the part before the first star has to be there.
  const plain = countPlainSteps(selector);
  if (plain < selector.steps.length && hasPlace(body, selector.steps.slice(0, plain))) return [];
  throw new DangoError(
    `Nothing at data_selector "${selector.text}" in the response of ${url}: ${describeLevel(selector, body)}.`,
    {
      code: 'records-missing',
      hint: 'Correct data_selector; "$" takes the whole response.',
      context: { url, selector: selector.text },
    },
  );
}

function hasPlace(body: unknown, steps: JsonPath['steps']): boolean {
  return selectAll({ text: '', steps }, body).some((value) => typeof value === 'object' && value !== null);
}
