import { closestWord } from '../util/closest-word.ts';
import { findingOf } from './finding-of.ts';
import { flattenResource, originOf } from './flat-resource.ts';
import { parseJsonPath } from './json-path.ts';
import { parentField } from './parent-field.ts';
import type { KeyPath } from './key-path.ts';
import type { PlaceholderPart } from './placeholders.ts';
import type { Finding } from './source-issue.ts';
import type { RestApiSpec } from './source-spec.ts';

/** A placeholder and where it stands. */
export interface PlacedPart {
  readonly part: PlaceholderPart;
  readonly path: KeyPath;
}

/**
 * Checks what one resource is read for: every list of `for_each` is used by a placeholder, every placeholder has its
 * list, and `include_from_parent` has something to take from.
 * @param parents the resources for whose records it is read; several are combined.
 */
export function checkForEach(
  spec: RestApiSpec,
  index: number,
  placed: readonly PlacedPart[],
  parents: readonly string[],
): Finding[] {
  const flat = flattenResource(spec.resources[index] ?? { name: '' }, spec.resource_defaults);
  const lists = Object.keys(flat.for_each ?? {});
  const used = new Set<string>();
  const findings: Finding[] = [];
  for (const { part, path } of placed) {
    if (part.type !== 'for_each') continue;
    used.add(part.name);
    if (!lists.includes(part.name)) findings.push(unknownList(part.text, part.name, path, lists));
    else if (part.fieldPath !== '') findings.push(...asList(findingOf(path, () => parseJsonPath(part.fieldPath))));
  }
  // A misspelt placeholder is told already.
  const isComplete = [...used].every((name) => lists.includes(name));
  for (const list of isComplete ? lists.filter((name) => !used.has(name)) : []) {
    findings.push({
      path: [...originOf(spec, index, 'for_each'), list],
      part: 'key',
      message: `No placeholder uses the values of "${list}", so every one of them would send the same request`,
      hint: `Write {for_each.${list}} into the path, params, json or headers, or remove the list.`,
    });
  }
  return [
    ...findings,
    ...checkIncluded(flat.include_from_parent, originOf(spec, index, 'include_from_parent'), lists, parents),
  ];
}

function checkIncluded(
  included: readonly string[] = [],
  at: KeyPath,
  lists: readonly string[],
  parents: readonly string[],
): Finding[] {
  return included.flatMap((field, position) => {
    if (lists.includes(field)) return [];
    const path = [...at, position];
    if (parents.length > 1 && parentField(field, parents) === undefined) {
      return [
        {
          path,
          message: `include_from_parent names "${field}", and this resource has several parents: ${parents.join(', ')}`,
          hint: `Begin with the parent, such as ${parents[0]}.${field}.`,
        },
      ];
    }
    const inner = parentField(field, parents)?.field ?? field;
    if (parents.length > 0) return asList(findingOf(path, () => parseJsonPath(inner)));
    return [
      {
        path,
        message:
          lists.length === 0
            ? 'include_from_parent needs a parent, and no placeholder of this resource names one'
            : `include_from_parent names "${field}", which is not in for_each`,
        hint:
          lists.length === 0
            ? 'Write {resources.<resource>.<field>} where the parent is used, or remove include_from_parent.'
            : `Use one of: ${lists.join(', ')}.`,
      },
    ];
  });
}

function unknownList(text: string, name: string, path: KeyPath, lists: readonly string[]): Finding {
  const meant = closestWord(name, lists);
  const known = lists.length === 0 ? `Add for_each: { ${name}: […] }.` : `Use one of: ${lists.join(', ')}.`;
  return {
    path,
    message: `${text} needs a list of values, and for_each has no "${name}"`,
    hint: meant === undefined ? known : `Did you mean "${meant}"?`,
  };
}

function asList(finding: Finding | undefined): Finding[] {
  return finding === undefined ? [] : [finding];
}
