import type { HereDoc, HereString, Word, WordPart } from 'unbash';
import { plainText } from '../samples/sample-values.ts';

/** What only a shell can run stands at this position. */
export type Refuse = (what: string, pos: number) => Error;

/** What variables hold that the text itself has set, in the spelling of sources.yml. */
export type Known = ReadonlyMap<string, string>;

/** A word in the spelling of sources.yml. @throws what `refuse` makes, for a command in the place of a value. */
export function wordText({ value, parts }: Word, refuse: Refuse, known: Known): string {
  return parts === undefined ? plainText(value) : parts.map((part) => partText(part, refuse, known)).join('');
}

/** What a command is given by `<<END` or `<<<`. */
export function inputText(input: HereDoc | HereString, refuse: Refuse, known: Known): string {
  if (input.type === 'HereString') return input.target === undefined ? '' : wordText(input.target, refuse, known);
  const { text, parts } = input.body;
  const whole = parts === undefined ? plainText(text) : parts.map((part) => partText(part, refuse, known)).join('');
  const lines = input.operator === '<<-' ? whole.replaceAll(/^\t+/gm, '') : whole;
  return lines.replace(/\n$/, '');
}

function partText(part: WordPart, refuse: Refuse, known: Known): string {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return plainText(part.value);
    case 'DoubleQuoted':
    case 'LocaleString':
      return part.parts.map((child) => partText(child, refuse, known)).join('');
    case 'Glob':
    case 'ExtendedGlob':
    case 'BraceExpansion':
      return patternText(part, refuse, known);
    case 'SimpleExpansion':
      return part.text.replace(/^\$([A-Za-z_]\w*)$/, (_, name: string) => known.get(name) ?? `\${${name}}`);
    case 'ParameterExpansion':
      return parameterText(part, refuse, known);
    case 'ArithmeticExpansion':
      if (part.text.startsWith('$[')) return plainText(part.text);
      throw refuse('a command in the place of a value', part.pos);
    case 'CommandExpansion':
    case 'ProcessSubstitution':
      throw refuse('a command in the place of a value', part.pos);
  }
}

/** Names of files that a shell would look for; in an address or a body they are meant as they stand. */
function patternText(
  { text, pos, parts = [] }: Extract<WordPart, { type: 'Glob' | 'ExtendedGlob' | 'BraceExpansion' }>,
  refuse: Refuse,
  known: Known,
): string {
  let at = pos;
  let whole = '';
  for (const part of parts) {
    whole += plainText(text.slice(at - pos, part.pos - pos)) + partText(part, refuse, known);
    at = part.end;
  }
  return whole + plainText(text.slice(at - pos));
}

function parameterText(part: Extract<WordPart, { type: 'ParameterExpansion' }>, refuse: Refuse, known: Known): string {
  const { text, parameter, prefix, index, operation } = part;
  const isName = /^[A-Za-z_]\w*$/.test(parameter) && prefix === undefined && index === undefined;
  const isPlain = operation === undefined || (operation.type === 'Default' && /^:?[-=?]$/.test(operation.operator));
  const given = isName && isPlain ? known.get(parameter) : undefined;
  // With a colon an empty one counts as not set.
  const wantsText = operation?.operator.startsWith(':') === true;
  if (given !== undefined && (given !== '' || !wantsText)) return given;
  if (isName && operation === undefined) return `\${${parameter}}`;
  if (!isName || operation?.type !== 'Default' || !/^:[-=?]$/.test(operation.operator)) return plainText(text);
  const byDefault = operation.operator === ':?' ? '' : wordText(operation.operand, refuse, known);
  return byDefault === '' || /[{}]/.test(byDefault) ? `\${${parameter}}` : `\${${parameter}:-${byDefault}}`;
}
