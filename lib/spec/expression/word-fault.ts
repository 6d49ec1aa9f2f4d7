import { EvaluationError, ParseError, TypeError as CelTypeError } from '@marcbachmann/cel-js';
import { DangoError } from '../../errors/dango-error.ts';
import { closestWord } from '../../util/closest-word.ts';
import { ExpressionFault } from './bound-expression.ts';
import { safeMatches } from './expression-language.ts';

/** What is wrong with an expression, or with a value that it met. */
export interface WordedFault {
  /** Without place. */
  readonly message: string;
  readonly hint: string;
  /** Where in the expression, in characters from its start. */
  readonly offset: number;
  /** True where a field, an item or a variable is not there. */
  readonly isMissing: boolean;
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'number',
  uint: 'number',
  double: 'number',
  bool: 'boolean',
  null: 'null',
  list: 'list',
  map: 'object',
  'google.protobuf.Timestamp': 'instant',
  'google.protobuf.Duration': 'duration',
};

/** Words what the library throws. */
export function wordFault(error: unknown, text: string, variables: readonly string[]): WordedFault {
  if (DangoError.is(error)) return { message: error.message, hint: error.hint ?? '', offset: 0, isMissing: false };
  const isOwn = error instanceof EvaluationError || error instanceof ParseError || error instanceof CelTypeError;
  const offset = error instanceof ExpressionFault ? error.offset : isOwn ? (error.range?.start ?? 0) : 0;
  const code = isOwn ? error.code : '';
  const message = isOwn ? error.summary : error instanceof Error ? error.message : String(error);
  const isMissing = code === 'no_such_key' || code === 'index_out_of_bounds' || code === 'optional_value_missing';
  return { message: rewrite(message), hint: hintFor({ code, message, variables, text, offset }), offset, isMissing };
}

function rewrite(message: string): string {
  const [, missing] = /^No such key: (.*)$/s.exec(message) ?? [];
  if (missing !== undefined)
    return missing.startsWith('index ') ? `There is no such item: ${missing}` : `There is no field "${missing}"`;
  const [, left, operator, right] = /^no such overload: (.+) (\S+) (.+)$/.exec(message) ?? [];
  if (left !== undefined) return `"${operator}" does not work between ${wordType(left)} and ${wordType(right)}`;
  return message
    .replaceAll(safeMatches, 'matches')
    .replace(/^found no matching overload for '(.*)'$/, 'There is no function $1')
    .replace(/^Unknown variable: (.*)$/, 'There is no variable "$1"')
    .replace('Unexpected token: EOF', 'It ends too early');
}

function wordType(type = ''): string {
  const plain = type.replace(/^dyn<(.*)>$/, '$1');
  return typeWords[plain] ?? typeWords[plain.replace(/<.*$/, '')] ?? plain;
}

interface FaultPlace {
  readonly code: string;
  readonly message: string;
  readonly variables: readonly string[];
  readonly text: string;
  readonly offset: number;
}

function hintFor({ code, message, variables, text, offset }: FaultPlace): string {
  const [first = 'record'] = variables;
  const [, name = 'field'] = /^No such key: (\w+)$/.exec(message) ?? [];
  const owner = /[\w.[\]]+(?=\.\??$)/.exec(text.slice(0, offset))?.[0] ?? first;
  switch (code) {
    case 'no_such_key':
    case 'index_out_of_bounds':
      return `Ask first with has(${owner}.${name}), or give a value for that case: ${owner}.?${name}.orValue(0).`;
    case 'no_such_overload':
      return message.includes('null')
        ? `Ask first whether it is null: ${first}.field != null && …`
        : 'Make both of one kind with double(…), string(…) or instant(…).';
    case 'no_matching_overload':
      return 'See the functions in docs/sources-yml.md, and give each the kind of value that it takes.';
    case 'unknown_variable':
      return unknownVariable(/^Unknown variable: (.*)$/.exec(message)?.[1] ?? '', variables);
    case 'invalid_condition_type':
      return 'Compare it with something, so that it is true or false.';
    default:
      return hintForWriting(text, code) ?? 'Correct the expression; docs/sources-yml.md shows the language.';
  }
}

function unknownVariable(name: string, variables: readonly string[]): string {
  const meant = closestWord(name, variables);
  return meant === undefined
    ? `Begin with ${variables.join(' or ')}; a text stands in quotes.`
    : `Did you mean "${meant}"?`;
}

/** What people write who know another language. */
function hintForWriting(text: string, code: string): string | undefined {
  if (/\{\s*record\./.test(text)) return 'Write record.field without braces: the whole text is an expression.';
  if (code !== 'unexpected_token' && code !== 'unexpected_character') return undefined;
  const plain = text.replaceAll(/"[^"]*"|'[^']*'/g, '');
  if (/\b(?:and|or|not)\b/i.test(plain)) return 'Write && for and, || for or, and ! for not.';
  return /[^=!<>]=(?!=)/.test(plain) ? 'Compare with ==.' : undefined;
}
