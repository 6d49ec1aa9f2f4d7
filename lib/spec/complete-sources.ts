import { completeEntries, completeWords } from './complete-values.ts';
import { completeKeys } from './complete-keys.ts';
import { completeReferences, completeSecretValue } from './complete-references.ts';
import { isInForeignBlock } from './foreign-outline.ts';
import type { KeyPath } from './key-path.ts';
import { descriptionOf, schemasAt, typeWord, variantsOf } from './schema-node.ts';
import { keyOffersAt, offersAt } from './offers-at.ts';
import { nothingSeen, type SeenFields } from './seen-fields.ts';
import { spellFlow, spellKey } from './spell-yaml.ts';
import { lineEndOf } from './text-lines.ts';
import type { YamlCompletion } from './yaml-completion.ts';
import { childrenAt, hasKeyBehind, keyAt, yamlCursorAt, type YamlCursor } from './yaml-cursor.ts';
import { outlineYaml, type YamlOutline } from './yaml-outline.ts';

/** What the project has that the text cannot tell. */
export interface CompletionContext {
  /** Names that `${…}` can take. Default: none. */
  readonly secretNames?: readonly string[];
  /** Modules that `source_module` can name, such as `custom_sources.my_api`. Default: none. */
  readonly moduleNames?: readonly string[];
  /** What answers of the API have shown. Default: nothing. */
  readonly seen?: SeenFields;
}

/**
 * What can be written at an offset of a sources.yml, the most useful first. Works by indentation, so the text may be
 * half typed or broken anywhere. Never throws.
 */
export function completeSources(text: string, offset: number, context: CompletionContext = {}): YamlCompletion[] {
  const outline = outlineYaml(text);
  const cursor = yamlCursorAt(text, offset, outline);
  if (cursor === undefined) return [];
  const { secretNames = [], moduleNames = [], seen = nothingSeen } = context;
  const references = completeReferences(text, offset, cursor, outline, { secretNames, seen });
  if (references !== undefined && references.length > 0) return references;
  if (cursor.part === 'text' || isInForeignBlock(outline, cursor.path)) return [];
  // Beside keys nothing but another key can stand.
  const hasKeys =
    cursor.part === 'entry' && childrenAt(outline, cursor.path).some(({ start }) => start !== cursor.start);
  return cursor.part === 'key' || hasKeys
    ? [...seenKeys(text, cursor, seen), ...keysAt(text, offset, cursor, outline)]
    : [
        ...valuesAt(text, cursor, outline, { secretNames, moduleNames, seen }),
        ...entryAt(text, offset, cursor, outline, seen),
      ];
}

function keysAt(text: string, offset: number, cursor: YamlCursor, outline: YamlOutline): YamlCompletion[] {
  const kinds = variantsOf(schemasAt(cursor.path, typeIn(outline)), typeIn(outline)(cursor.path));
  const others = childrenAt(outline, cursor.path).filter(({ start, end }) => offset < start || offset > end);
  const keys = new Set(others.map(({ path }) => String(path.at(-1))));
  return completeKeys(cursor, kinds, { keys, isNamed: hasKeyBehind(text, offset) });
}

/** The value of a key, or an entry of a list, may itself begin with a key in a new line or behind the dash. */
function entryAt(
  text: string,
  offset: number,
  cursor: YamlCursor,
  outline: YamlOutline,
  seen: SeenFields,
): YamlCompletion[] {
  if (cursor.part !== 'entry') return [];
  const kinds = variantsOf(schemasAt(cursor.path, typeIn(outline)), undefined);
  const isNewLine = cursor.column === cursor.indent && !hasKeyBehind(text, offset);
  const entries = isNewLine ? completeEntries(cursor, kinds) : [];
  const keys = isNewLine ? seenKeys(text, cursor, seen) : [];
  return [...entries, ...keys, ...(cursor.isInFlow ? [] : keysAt(text, offset, cursor, outline))];
}

function valuesAt(
  text: string,
  cursor: YamlCursor,
  outline: YamlOutline,
  { secretNames, moduleNames, seen }: Required<CompletionContext>,
): YamlCompletion[] {
  const { path } = cursor;
  const parent = path.slice(0, -1);
  const isType = path.at(-1) === 'type';
  // The type that is being typed must not choose among the types.
  const typeAt = (one: KeyPath) => (isType && one.length === parent.length ? undefined : typeIn(outline)(one));
  const schemas = schemasAt(path, typeAt);
  const kinds = variantsOf(schemas, undefined);
  const variants = isType ? schemasAt(parent, typeAt) : schemas;
  const hints = new Map(
    variantsOf(variants, undefined).flatMap((kind) => {
      const word = typeWord(kind);
      return word === undefined ? [] : [[word, kind.description ?? ''] as const];
    }),
  );
  const isNothingBehind = text.slice(cursor.start, lineEndOf(text, cursor.start)).replace(/#.*/, '').trim() === '';
  const isSecret = parent.at(-1) === 'auth' || parent.at(-1) === 'headers';
  const takesText = kinds.some(
    ({ type, enum: words, const: word }) => type === 'string' && !words && word === undefined,
  );
  const fields = takesText ? offersAt(text, path, seen) : [];
  return [
    ...fields.map((field) => seenValue(cursor, field)),
    ...completeWords(cursor, kinds, descriptionOf(schemas) ?? '', hints),
    ...(path.at(-1) === 'source_module' ? moduleNames.map((name) => moduleValue(cursor, name)) : []),
    ...(takesText && isSecret && isNothingBehind ? completeSecretValue(cursor, secretNames) : []),
  ];
}

/** A field that was seen, as the value at the cursor. */
function seenValue(cursor: YamlCursor, field: string): YamlCompletion {
  const insertText = `${cursor.needsBlank ? ' ' : ''}${spellFlow(field)}`;
  return { ...seenOffer(cursor, field), insertText, kind: 'value' };
}

/** Fields that were seen, as the keys of a mapping by field. */
function seenKeys(text: string, cursor: YamlCursor, seen: SeenFields): YamlCompletion[] {
  return keyOffersAt(text, cursor.path, seen).map((field) => ({
    ...seenOffer(cursor, field),
    insertText: `${spellKey(field)}: `,
    kind: 'property',
  }));
}

function seenOffer({ start, end }: YamlCursor, field: string) {
  return { label: field, isSnippet: false, detail: 'seen in the last test', documentation: '', start, end };
}

function moduleValue(cursor: YamlCursor, name: string): YamlCompletion {
  const insertText = `${cursor.needsBlank ? ' ' : ''}${name}`;
  const { start, end } = cursor;
  return { label: name, insertText, isSnippet: false, detail: 'module', documentation: '', start, end, kind: 'value' };
}

function typeIn(outline: YamlOutline): (path: KeyPath) => string | undefined {
  return (path) => keyAt(outline, [...path, 'type'])?.value;
}
