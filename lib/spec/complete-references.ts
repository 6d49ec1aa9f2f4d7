import type { KeyPath } from './key-path.ts';
import type { SeenFields } from './seen-fields.ts';
import { lineEndOf, lineStartOf } from './text-lines.ts';
import type { YamlCompletion } from './yaml-completion.ts';
import { keyAt, type YamlCursor } from './yaml-cursor.ts';
import type { YamlOutline } from './yaml-outline.ts';

const positions = ['start_value', 'end_value', 'last_value', 'initial_value'];

/**
 * What may stand in braces inside of a text: `${SECRET}`, and in a resource `{resources.users.id}`, `{for_each.country}`
 * and `{incremental.start_value}`, with a `+` where one is typed. Undefined when no brace is open at the cursor.
 */
export function completeReferences(
  text: string,
  offset: number,
  cursor: YamlCursor,
  outline: YamlOutline,
  { secretNames, seen }: { readonly secretNames: readonly string[]; readonly seen: SeenFields },
): YamlCompletion[] | undefined {
  const before = text.slice(lineStartOf(text, offset), offset);
  const opened = /(\$?)\{(\+?)[\w. -]*$/.exec(before);
  if (opened === null || cursor.part === 'key') return undefined;
  const start = offset - opened[0].length;
  const rest = text.slice(offset, lineEndOf(text, offset));
  const end = offset + (/^[\w.]*\}?/.exec(rest)?.[0].length ?? 0);
  // A brace at the beginning of a plain value would be read as a mapping.
  const isBare =
    start === cursor.start && cursor.part !== 'text' && /^\s*(#|$)/.test(text.slice(end, offset + rest.length));
  const quote = isBare ? '"' : '';
  const shared = { start, end, kind: 'reference' as const };
  if (opened[1] === '$') {
    return secretNames.map((name) => ({
      label: `\${${name}}`,
      insertText: `${quote}\${${name}}${quote}`,
      isSnippet: false,
      detail: 'from the environment or the secrets',
      documentation: '',
      ...shared,
    }));
  }
  const plus = opened[2] ?? '';
  return [
    ...seenResourceFields(cursor.path, outline, seen).map((field) => ({
      label: `{${plus}resources.${field}}`,
      insertText: `${quote}{${plus}resources.${field}}${quote}`,
      isSnippet: false,
      detail: 'seen in the last test',
      documentation: '',
      ...shared,
    })),
    ...resourceFields(cursor.path, outline).map(({ name, field }) => ({
      label: `{${plus}resources.${name}.${field}}`,
      insertText: `${quote}{${plus}resources.${name}.\${1:${field}}}${quote}`,
      isSnippet: true,
      detail: `a field of each record of "${name}"`,
      documentation: `One request for each record of "${name}".`,
      ...shared,
    })),
    ...forEachLists(cursor.path, outline).map((name) => ({
      label: `{${plus}for_each.${name}}`,
      insertText: `${quote}{${plus}for_each.${name}}${quote}`,
      isSnippet: false,
      detail: `each value of the list "${name}"`,
      documentation: `One request for each value of "${name}".`,
      ...shared,
    })),
    ...incrementalPositions(cursor.path).map((position) => ({
      label: `{${plus}incremental.${position}}`,
      insertText: `${quote}{${plus}incremental.${position}}${quote}`,
      isSnippet: false,
      detail: "a position of this resource's cursor",
      documentation: '',
      ...shared,
    })),
  ];
}

/** All secrets, for a value that is still empty. */
export function completeSecretValue(cursor: YamlCursor, secretNames: readonly string[]): YamlCompletion[] {
  return secretNames.map((name) => ({
    label: `\${${name}}`,
    insertText: `${cursor.needsBlank ? ' ' : ''}"\${${name}}"`,
    isSnippet: false,
    detail: 'from the environment or the secrets',
    documentation: '',
    start: cursor.start,
    end: cursor.end,
    kind: 'reference',
  }));
}

function incrementalPositions(path: KeyPath): readonly string[] {
  return isInResource(path) ? positions : [];
}

/** The names of the lists that the resource at the cursor is read for. */
function forEachLists(path: KeyPath, outline: YamlOutline): readonly string[] {
  if (!isInResource(path)) return [];
  const place = [...path.slice(0, path[3] === 'resources' ? 5 : 4), 'for_each'];
  return outline.keys.flatMap(({ path: other }) => {
    const name = other.at(-1);
    const isName = other.length === place.length + 1 && place.every((step, index) => other[index] === step);
    return isName && typeof name === 'string' ? [name] : [];
  });
}

function isInResource(path: KeyPath): boolean {
  return path[2] === 'rest_api' && (path[3] === 'resources' || path[3] === 'resource_defaults');
}

/** `users.address.city` for each field that the records of another resource have had. */
function seenResourceFields(path: KeyPath, outline: YamlOutline, seen: SeenFields): string[] {
  const others = resourceFields(path, outline);
  return others.flatMap(({ name, field: usual }) => {
    const fields = (seen.get(name)?.record ?? []).filter(({ kind }) => kind !== 'list' && kind !== 'object');
    return fields.flatMap(({ path: field }) => (field === usual ? [] : [`${name}.${field}`]));
  });
}

/** The other resources of the source, each with the field that identifies its records. */
function resourceFields(path: KeyPath, outline: YamlOutline): { name: string; field: string }[] {
  if (!isInResource(path)) return [];
  const list = [...path.slice(0, 3), 'resources'];
  const own = path[3] === 'resources' ? path[4] : undefined;
  return outline.keys.flatMap(({ path: other, value }) => {
    const isName = other.length === 6 && other[5] === 'name' && list.every((step, index) => other[index] === step);
    if (!isName || other[4] === own || value === '') return [];
    const field = keyAt(outline, [...other.slice(0, 5), 'primary_key'])?.value ?? '';
    return { name: value, field: /^\w+$/.test(field) ? field : 'id' };
  });
}
