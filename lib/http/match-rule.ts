import { DangoError } from '../errors/dango-error.ts';
import { ExpressionError } from '../spec/expression/compile-expression.ts';
import { responseCondition } from '../spec/expression/known-expressions.ts';
import { parseJsonPath, selectFirst } from '../spec/json-path.ts';
import { parseStatusRange, type ResponseRule } from '../spec/response-rule.ts';
import { stringifyExact } from '../util/exact-json.ts';
import { isPlainObject } from '../util/plain-object.ts';
import type { BodyView } from './body-view.ts';

/** The first rule that fits a response. A rule with `path` fits JSON only. */
export function matchRule<Rule extends ResponseRule>(
  rules: readonly Rule[],
  status: number,
  body: BodyView,
): Rule | undefined {
  return rules.find(
    (rule) =>
      fitsStatus(rule, status) &&
      (rule.text === undefined || body.text().includes(rule.text)) &&
      fitsPath(rule, body) &&
      fitsExpression(rule, status, body),
  );
}

function fitsStatus({ status: wanted }: ResponseRule, status: number): boolean {
  if (wanted === undefined) return true;
  return [wanted].flat().some((one) => {
    const [first, last] = parseStatusRange(one);
    return status >= first && status <= last;
  });
}

function fitsPath({ path, equals, notEquals }: ResponseRule, body: BodyView): boolean {
  if (path === undefined) return true;
  const document = body.json();
  if (document === undefined) return false;
  const found = selectFirst(parseJsonPath(path), document);
  if (equals !== undefined) return [equals].flat().some((value) => isSame(value, found));
  if (notEquals !== undefined) return ![notEquals].flat().some((value) => isSame(value, found));
  return holdsSomething(found);
}

/** What is not there fits nothing; most responses are no errors and lack what an error has. */
function fitsExpression({ when }: ResponseRule, status: number, body: BodyView): boolean {
  if (when === undefined) return true;
  const variables = { body: body.json() ?? null, status: BigInt(status), headers: body.headers };
  try {
    return responseCondition(when).evaluate(variables) === true;
  } catch (error) {
    if (error instanceof ExpressionError && error.isMissing) return false;
    if (!(error instanceof ExpressionError) || error.code === 'config-invalid') throw error;
    throw new DangoError(`A rule in responses cannot be worked out: ${error.message}`, {
      code: 'response-invalid',
      hint: error.hint,
      cause: error,
    });
  }
}

/** YAML's 404 and the API's "404" are the same word to a person. */
function isSame(wanted: string | number | boolean | null, found: unknown): boolean {
  if (wanted === found) return true;
  if (wanted === null) return false;
  const isScalar = typeof found === 'string' || typeof found === 'number' || typeof found === 'bigint';
  return (isScalar || typeof found === 'boolean') && String(wanted) === String(found);
}

function holdsSomething(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return !isPlainObject(value) || Object.keys(value).length > 0;
}

/** What a rule found, in words: `status 200 with error.code = "busy"`. */
export function describeMatch({ text, path, when }: ResponseRule, status: number, body: BodyView): string {
  const found: string[] = [];
  if (text !== undefined) found.push(`the text "${text}"`);
  if (path !== undefined) found.push(`${path} = ${quote(selectFirst(parseJsonPath(path), body.json()))}`);
  if (when !== undefined) found.push(when.trim());
  return found.length === 0 ? `status ${status}` : `status ${status} with ${found.join(' and ')}`;
}

const mostCharacters = 200;

function quote(value: unknown): string {
  if (value === undefined) return 'nothing';
  try {
    const text = stringifyExact(value);
    return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
  } catch {
    return 'a value that is nested too deeply to be shown';
  }
}
