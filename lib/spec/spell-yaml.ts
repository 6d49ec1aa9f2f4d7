import { Document, isScalar, isCollection, Scalar, visit, type ToStringOptions } from 'yaml';
import type { JsonValue } from './json-value.ts';
import type { YamlLayout } from './yaml-layout.ts';

/** One value as YAML text: what stands behind the key or dash, and the lines below, not yet indented. */
export interface Spelling {
  readonly head: string;
  readonly body: readonly string[];
}

const printing: ToStringOptions = {
  lineWidth: 0,
  doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
  flowCollectionPadding: false,
};

/** A mapping or list in lines, the first level without indentation. */
export function spellLines(value: JsonValue, { indent, isListIndented }: YamlLayout): string[] {
  const document = styled(value, false);
  return document
    .toString({ ...printing, indent, indentSeq: isListIndented })
    .replace(/\n$/, '')
    .split('\n');
}

/** Any value in one line, fit to stand in brackets. */
export function spellFlow(value: JsonValue): string {
  const document = styled(value, true);
  if (isCollection(document.contents)) document.contents.flow = true;
  return document.toString(printing).trimEnd();
}

/** A scalar, in the quotes of the one that it replaces where they fit; several lines become literal text. */
export function spellScalar(value: JsonValue, old: Scalar.Type | undefined, isInFlow: boolean): Spelling {
  if (typeof value !== 'string') return { head: spellFlow(value), body: [] };
  if (!isInFlow && isFoldable(value, old)) return block('>', value);
  const isBlock = old === Scalar.BLOCK_LITERAL || old === Scalar.BLOCK_FOLDED;
  const keepsQuotes = old === Scalar.QUOTE_DOUBLE || old === Scalar.QUOTE_SINGLE;
  if (!isInFlow && canBeLiteral(value) && (isBlock || (value.includes('\n') && !keepsQuotes))) return block('|', value);
  const scalar = new Scalar(value);
  scalar.type = quotesFor(value, old, isInFlow);
  return { head: new Document(scalar).toString(printing).trimEnd(), body: [] };
}

/** The name of a key, quoted only when it has to be or the one before was. */
export function spellKey(key: string, old?: Scalar.Type): string {
  return spellScalar(key, old, true).head;
}

function styled(value: JsonValue, isInFlow: boolean): Document {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(position, node) {
      if (typeof node.value !== 'string') return;
      const isLiteral = !isInFlow && position !== 'key' && node.value.includes('\n') && canBeLiteral(node.value);
      node.type = isLiteral ? Scalar.BLOCK_LITERAL : quotesFor(node.value, undefined, isInFlow);
    },
  });
  return document;
}

function quotesFor(text: string, old: Scalar.Type | undefined, isInFlow: boolean): Scalar.Type {
  // oxlint-disable-next-line no-control-regex
  const needsEscapes = /[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff]/.test(text);
  if (needsEscapes || old === Scalar.QUOTE_DOUBLE) return Scalar.QUOTE_DOUBLE;
  if (old === Scalar.QUOTE_SINGLE) return Scalar.QUOTE_SINGLE;
  return needsQuotes(text, isInFlow) ? Scalar.QUOTE_DOUBLE : Scalar.PLAIN;
}

/** True for a text that YAML, or a person, would read as something else without quotes. */
function needsQuotes(text: string, isInFlow: boolean): boolean {
  return (
    text === '' ||
    text !== text.trim() ||
    /^(true|false|yes|no|on|off|y|n|null|~)$/i.test(text) ||
    /^[-+.]?\d[\w.,:+ -]*$|^[-+]?\.(inf|nan)$/i.test(text) ||
    /^[-?:,[\]{}#&*!|>'"%@`$=<]|^\.\.\./.test(text) ||
    /: | #|:$/.test(text) ||
    (isInFlow && /[,[\]{}]/.test(text))
  );
}

function canBeLiteral(text: string): boolean {
  // oxlint-disable-next-line no-control-regex
  const hasOddCharacters = /[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]/.test(text);
  return /^[^\s]/.test(text) && !hasOddCharacters && !/\n[ \t]+(\n|$)|\n\n$/.test(text);
}

/** Folding puts line breaks where none are meant, so only a single line stays folded. */
function isFoldable(text: string, old: Scalar.Type | undefined): boolean {
  return old === Scalar.BLOCK_FOLDED && canBeLiteral(text) && !text.slice(0, -1).includes('\n');
}

function block(indicator: '|' | '>', text: string): Spelling {
  const isEnded = text.endsWith('\n');
  const body = (isEnded ? text.slice(0, -1) : text).split('\n');
  return { head: isEnded ? indicator : `${indicator}-`, body };
}

/** True for a scalar that is written as literal or folded lines. */
export function isBlockScalar(node: unknown): node is Scalar {
  return isScalar(node) && (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED);
}
