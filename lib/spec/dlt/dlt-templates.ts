import { closestWord } from '../../util/closest-word.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import type { JsonValue } from '../json-value.ts';
import type { KeyPath } from '../key-path.ts';
import { escapePlaceholders } from '../placeholders.ts';
import { tracedMapping, type TracedValue } from '../traced-value.ts';
import type { DltIncremental } from './dlt-config-spec.ts';
import type { DltReport } from './dlt-report.ts';
import { parseDltText, type DltTextPart } from './dlt-text.ts';

/** What the templates of one resource may name. */
export interface TemplateContext {
  readonly report: DltReport;
  /** Name of the resource. */
  readonly resource: string;
  readonly incremental: DltIncremental | undefined;
  /** The resources that are named, noted as they come. */
  readonly parents: Set<string>;
}

const cursorAttributes = ['initial_value', 'start_value', 'last_value', 'end_value'];

/**
 * A text of dlt's in Dango's words. One that is nothing but an expression keeps the type of the value.
 * @param bind what a plain name such as `{id}` stands for; without it such a name is refused.
 */
export function translateText(
  text: string,
  from: KeyPath,
  context: TemplateContext,
  bind?: (name: string) => string | undefined,
): string | number {
  const parts = parseDltText(text).map((part) => translatePart(part, from, context, bind));
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && only.isValue) return only.value;
  // Braces that stand for themselves may be taken apart by the escapes between them.
  let joined = '';
  let literal = '';
  for (const { value, isLiteral } of [...parts, { value: '', isLiteral: false }]) {
    if (isLiteral) literal += String(value);
    else {
      joined += escapePlaceholders(literal) + String(value);
      literal = '';
    }
  }
  return joined;
}

interface TranslatedPart {
  readonly value: string | number;
  readonly isLiteral: boolean;
  /** True for a value that is no text. */
  readonly isValue: boolean;
}

function translatePart(
  part: DltTextPart,
  from: KeyPath,
  context: TemplateContext,
  bind: ((name: string) => string | undefined) | undefined,
): TranslatedPart {
  const { report } = context;
  switch (part.type) {
    case 'literal':
      return { value: part.text, isLiteral: true, isValue: false };
    case 'reference':
      return { value: part.text, isLiteral: false, isValue: false };
    case 'stray':
      report.refuse(from, `A single "${part.text}" has no other one`, `Write "${part.text}${part.text}" for a brace.`);
      return { value: part.text, isLiteral: true, isValue: false };
    case 'expression': {
      const value = translateExpression(part, from, context, bind);
      return { value: value ?? '', isLiteral: false, isValue: value !== undefined && typeof value !== 'string' };
    }
  }
}

function translateExpression(
  { text, expression }: Extract<DltTextPart, { type: 'expression' }>,
  from: KeyPath,
  context: TemplateContext,
  bind: ((name: string) => string | undefined) | undefined,
): string | number | undefined {
  const { report, parents } = context;
  if (/[!:]/.test(expression)) {
    const hint = 'Write the name alone, or this source as a module.';
    return report.refuse(from, `${text} changes how the value is written, which only Python can`, hint);
  }
  const [kind = '', ...rest] = expression.trim().split('.');
  if (kind === 'resources') {
    const [resource, ...field] = rest;
    if (resource === undefined || resource === '' || field.length === 0 || field.includes('')) {
      const hint = 'Write it as {resources.<resource>.<field>}.';
      return report.refuse(from, `Invalid definition of ${text}: it names no resource and field`, hint);
    }
    parents.add(resource);
    return `{resources.${resource}.${field.join('.')}}`;
  }
  if (kind === 'incremental') return translateCursor(rest.join('.'), text, from, context);
  const bound = rest.length === 0 ? bind?.(kind) : undefined;
  if (bound !== undefined) return bound;
  if (rest.length === 0 && bind !== undefined) return undefined;
  const hint = `Use {resources.<resource>.<field>} or {incremental.<attribute>}; a brace that stands for itself is doubled: {{ and }}.`;
  return report.refuse(
    from,
    `The expression ${text} of resource "${context.resource}" names nothing that is known`,
    hint,
  );
}

function translateCursor(
  attribute: string,
  text: string,
  from: KeyPath,
  { report, incremental }: TemplateContext,
): string | number | undefined {
  if (incremental === undefined) {
    return report.refuse(
      from,
      `${text} needs endpoint.incremental, which is not there`,
      'Add incremental to the endpoint.',
    );
  }
  if (cursorAttributes.includes(attribute)) return `{incremental.${attribute}}`;
  if (attribute === 'lag' && typeof incremental.lag === 'number') return incremental.lag;
  if (attribute === 'cursor_path') return incremental.cursor_path;
  const meant = closestWord(attribute, [...cursorAttributes, 'lag']);
  const hint =
    meant === undefined ? `Use one of: ${cursorAttributes.join(', ')}, lag.` : `Did you mean {incremental.${meant}}?`;
  return report.refuse(from, `${text} names "${attribute}", which this cursor does not have`, hint);
}

/** A name of a parameter, field or header: its braces are read too, but nothing can be put into it. */
export function translateName(name: string, from: KeyPath, { report }: TemplateContext): string {
  const parts = parseDltText(name);
  if (parts.some(({ type }) => type === 'expression')) {
    const hint = 'Write the name as it is, or this source as a module.';
    report.refuse(from, `The name "${name}" is made of a value, which is not possible here`, hint, 'key');
  }
  return parts.map(({ text }) => text).join('');
}

/** A body with the texts in it translated, at any depth; the names too. */
export function translateBody(value: JsonValue, from: KeyPath, context: TemplateContext): TracedValue {
  if (typeof value === 'string') return { from, value: translateText(value, from, context) };
  if (Array.isArray(value)) {
    return { from, items: value.map((item: JsonValue, index) => translateBody(item, [...from, index], context)) };
  }
  if (!isPlainObject(value)) return { from, value };
  const fields = Object.entries(value).map(([name, inner]) => {
    const place = [...from, name];
    return [translateName(name, place, context), translateBody(inner, place, context)] as const;
  });
  return tracedMapping(from, Object.fromEntries(fields));
}
