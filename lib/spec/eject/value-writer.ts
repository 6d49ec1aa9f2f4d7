import type { JsonValue } from '../json-value.ts';
import { parsePlaceholders, type PlaceholderPart } from '../placeholders.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { list, member, object, other, quote, templatePiece, type Code, type Entry } from './code.ts';
import { hasMark, markedParts, type LiftedValue } from './lifted-values.ts';
import type { SdkName } from './module-names.ts';

type Placeholder = Exclude<PlaceholderPart, { type: 'literal' }>;

/** What the function that reads a resource sees, and what of it is used. */
export interface Scope {
  /** Name of the resource above, and what its record is called; undefined for a resource without parent. */
  readonly parent: { readonly resource: string; readonly variable: string } | undefined;
  /** What was used of what the function is given: `above`, `values`, `cursor`. */
  readonly used: Set<'row' | 'above' | 'values' | 'cursor'>;
  /** How the cursor is sent: as it is, or as a variable holds it in another form. */
  readonly cursor: string;
}

/** Writes the values of a source as code, and remembers what of "dango" they need. */
export class ValueWriter {
  readonly imports = new Set<SdkName>();
  readonly values: readonly LiftedValue[];

  constructor(values: readonly LiftedValue[]) {
    this.values = values;
  }

  /** Something of "dango". */
  sdk(name: SdkName): SdkName {
    this.imports.add(name);
    return name;
  }

  /** A text without placeholders. */
  text(text: string): Code {
    if (!hasMark(text)) return other(quote(text));
    const parts = markedParts(text, this.values);
    const [only] = parts;
    if (parts.length === 1 && only?.type === 'value') return other(only.value.name);
    return other(`\`${this.template(text)}\``);
  }

  /** The inside of a template. */
  template(text: string): string {
    return markedParts(text, this.values)
      .map((part) => (part.type === 'literal' ? templatePiece(part.text) : `\${${part.value.name}}`))
      .join('');
  }

  /** A JSON value without placeholders; what is undefined in an object is left out. */
  json(value: unknown): Code {
    return this.#json(value, (text) => this.text(text));
  }

  /** A JSON value whose placeholders are filled. */
  filled(value: JsonValue, scope: Scope): Code {
    return this.#json(value, (text) => this.filledText(text, scope));
  }

  /** A text whose placeholders are filled; one that is nothing but a placeholder keeps the type of its value. */
  filledText(text: string, scope: Scope): Code {
    const parts = parsePlaceholders(text);
    const [only] = parts;
    if (parts.every((part) => part.type === 'literal')) return this.text(parts.map((part) => part.text).join(''));
    if (parts.length === 1 && only !== undefined && only.type !== 'literal')
      return other(this.placeholder(only, scope));
    const inner = parts.map((part) =>
      part.type === 'literal' ? this.template(part.text) : `\${${this.placeholder(part, scope)}}`,
    );
    return other(`${this.sdk('text')}\`${inner.join('')}\``);
  }

  /** The expression that a placeholder stands for. */
  placeholder(part: Placeholder, scope: Scope): string {
    switch (part.type) {
      case 'incremental': {
        scope.used.add('cursor');
        const names = { end_value: 'endValue', initial_value: 'initialValue' } as const;
        // The last value moves while records arrive: each request of a run begins where the run began.
        const name = part.attribute in names ? names[part.attribute as keyof typeof names] : 'startValue';
        return `${scope.cursor}.${name}`;
      }
      case 'for_each': {
        scope.used.add('values');
        const value = member('values', part.name);
        return part.fieldPath === '' ? value : this.field(value, part.fieldPath);
      }
      case 'resource':
        return this.parentField(part.resource, part.fieldPath, scope);
    }
  }

  /** A field of a record above. */
  parentField(resource: string, path: string, scope: Scope): string {
    if (scope.parent?.resource === resource) {
      scope.used.add('row');
      return this.field(scope.parent.variable, path);
    }
    scope.used.add('above');
    return this.field(member('above', resource), path);
  }

  field(record: string, path: string): string {
    const written = printed(this.text(path));
    return `${this.sdk('fieldOf')}(${record}, ${written})`;
  }

  /** An object of those entries that are there. */
  options(entries: readonly (readonly [string, Code | undefined])[]): Code {
    return object(entries.flatMap(([key, value]): Entry[] => (value === undefined ? [] : [[key, value]])));
  }

  #json(value: unknown, text: (text: string) => Code): Code {
    if (typeof value === 'string') return text(value);
    if (typeof value === 'bigint') return other(`${value}n`);
    if (Array.isArray(value)) return list(value.map((item) => this.#json(item, text)));
    if (!isPlainObject(value)) return other(String(value));
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    return object(entries.map(([key, inner]): Entry => [key, this.#json(inner, text)]));
  }
}

function printed({ layout }: Code): string {
  return typeof layout === 'string' ? layout : '';
}

/** `{ row, cursor }` as the parameters of the function that reads a resource. */
export function parametersOf({ used, parent }: Scope): string {
  const context = (['above', 'values', 'cursor'] as const).filter((name) => used.has(name));
  const given = context.length === 0 ? '' : `{ ${context.join(', ')} }`;
  if (parent === undefined) return `(${given})`;
  const row = used.has('row') ? parent.variable : `_${parent.variable}`;
  if (!used.has('row') && given === '') return '()';
  return `(${[row, ...(given === '' ? [] : [given])].join(', ')})`;
}
