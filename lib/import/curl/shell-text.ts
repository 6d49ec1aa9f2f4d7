import type { HereDoc, HereString, Word, WordPart } from 'unbash';
import { plainText } from '../samples/sample-values.ts';

/** What only a shell can run stands at this position. */
export type Refuse = (what: string, pos: number) => Error;

/** A word in the spelling of sources.yml. @throws what `refuse` makes, for a command in the place of a value. */
export function wordText({ value, parts }: Word, refuse: Refuse): string {
  return parts === undefined ? plainText(value) : parts.map((part) => partText(part, refuse)).join('');
}

/** What a command is given by `<<END` or `<<<`. */
export function inputText(input: HereDoc | HereString, refuse: Refuse): string {
  if (input.type === 'HereString') return input.target === undefined ? '' : wordText(input.target, refuse);
  const { text, parts } = input.body;
  const whole = parts === undefined ? plainText(text) : parts.map((part) => partText(part, refuse)).join('');
  const lines = input.operator === '<<-' ? whole.replaceAll(/^\t+/gm, '') : whole;
  return lines.replace(/\n$/, '');
}

function partText(part: WordPart, refuse: Refuse): string {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return plainText(part.value);
    case 'DoubleQuoted':
    case 'LocaleString':
      return part.parts.map((child) => partText(child, refuse)).join('');
    case 'Glob':
    case 'ExtendedGlob':
    case 'BraceExpansion':
      return patternText(part, refuse);
    case 'SimpleExpansion':
      return part.text.replace(/^\$([A-Za-z_]\w*)$/, '${$1}');
    case 'ParameterExpansion':
      return parameterText(part, refuse);
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
): string {
  let at = pos;
  let whole = '';
  for (const part of parts) {
    whole += plainText(text.slice(at - pos, part.pos - pos)) + partText(part, refuse);
    at = part.end;
  }
  return whole + plainText(text.slice(at - pos));
}

function parameterText(part: Extract<WordPart, { type: 'ParameterExpansion' }>, refuse: Refuse): string {
  const { text, parameter, prefix, index, operation } = part;
  const isName = /^[A-Za-z_]\w*$/.test(parameter) && prefix === undefined && index === undefined;
  if (isName && operation === undefined) return `\${${parameter}}`;
  if (!isName || operation?.type !== 'Default' || !/^:[-=?]$/.test(operation.operator)) return plainText(text);
  const byDefault = operation.operator === ':?' ? '' : wordText(operation.operand, refuse);
  return byDefault === '' || /[{}]/.test(byDefault) ? `\${${parameter}}` : `\${${parameter}:-${byDefault}}`;
}
