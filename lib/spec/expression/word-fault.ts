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
  const [, call] = /^found no matching overload for '(.*)'$/.exec(message) ?? [];
  if (call !== undefined) return unknownCall(call);
  const [, wanted, got] = /^Expected (\w+), got (\w+)$/.exec(message) ?? [];
  if (wanted !== undefined) {
    return got === 'EOF' ? `It ends too early: ${signOf(wanted)} is missing` : `Expected ${signOf(wanted)}`;
  }
  const [, one, other] = /^Ternary branches must have the same type, got '(.*)' and '(.*)'$/.exec(message) ?? [];
  if (one !== undefined)
    return `Both results of "? :" must be of one kind, and are ${wordType(one)} and ${wordType(other)}`;
  return message
    .replaceAll(safeMatches, 'matches')
    .replace(/^(\w+)\(\) type error: cannot convert to \w+$/, '$1() cannot read this value')
    .replace(/^Unknown variable: (.*)$/, 'There is no variable "$1"')
    .replace('Unexpected token: EOF', 'It ends too early');
}

/** A call such as `dyn.size()` or `lower(dyn, string)`, where `dyn` is what only a record tells. */
function unknownCall(call: string): string {
  const [, owner, name = call, given = ''] =
    /^(?:(.+)\.)?(\w+)\((.*)\)$/.exec(call.replaceAll(safeMatches, 'matches')) ?? [];
  const kinds = given.split(', ').filter((kind) => kind !== '' && kind !== 'dyn');
  const of = kinds.length === 0 ? '' : ` of ${kinds.map(wordType).join(' and ')}`;
  const on = owner === undefined || owner === 'dyn' ? '' : ` on ${wordType(owner)}`;
  return `There is no function ${owner === undefined ? '' : '.'}${name}()${of}${on}`;
}

const signs: Readonly<Record<string, string>> = {
  COLON: '":"',
  RPAREN: '")"',
  RBRACKET: '"]"',
  RBRACE: '"}"',
  IDENTIFIER: 'a name',
};

function signOf(token: string): string {
  return signs[token] ?? token;
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
      return (
        functionHint(message) ??
        'See the functions in docs/sources-yml.md, and give each the kind of value that it takes.'
      );
    case 'unknown_variable':
      return unknownVariable(/^Unknown variable: (.*)$/.exec(message)?.[1] ?? '', variables);
    case 'invalid_condition_type':
      return 'Compare it with something, so that it is true or false.';
    default:
      return hintForWriting(text, code) ?? 'Correct the expression; docs/sources-yml.md shows the language.';
  }
}

/** Functions that are called on a text, such as `x.lower()`, and those that are called on a value, such as `size(x)`. */
const methods = [
  'contains',
  'startsWith',
  'endsWith',
  'matches',
  'lower',
  'upper',
  'trim',
  'replace',
  'split',
  'substring',
  'indexOf',
  'join',
  'size',
  'map',
  'filter',
  'exists',
  'all',
  'getFullYear',
  'getHours',
  'base64',
  'orValue',
];
const functions = [
  'size',
  'round',
  'floor',
  'ceil',
  'abs',
  'int',
  'double',
  'string',
  'instant',
  'duration',
  'has',
  'bytes',
  'type',
];

function functionHint(message: string): string | undefined {
  const [, owner, name] = /'(?:(.+)\.)?(\w+)\(.*\)'$/.exec(message) ?? [];
  if (name === undefined) return undefined;
  const known = owner === undefined ? functions : methods;
  if (known.includes(name)) return undefined;
  if (owner === undefined && methods.includes(name)) return `Write it behind the value: value.${name}(…).`;
  if (owner !== undefined && functions.includes(name)) return `Write the value between the brackets: ${name}(value).`;
  const meant = closestWord(name, known);
  return meant === undefined ? undefined : `Did you mean "${meant}"?`;
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
