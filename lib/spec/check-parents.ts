import { closestWord } from '../util/closest-word.ts';
import { findingOf } from './finding-of.ts';
import { flattenResource, originOf } from './flat-resource.ts';
import { parseJsonPath } from './json-path.ts';
import type { KeyPath } from './key-path.ts';
import { parsePlaceholders, type PlaceholderPart } from './placeholders.ts';
import type { Finding } from './source-issue.ts';
import type { RestApiSpec } from './source-spec.ts';
import { templateTexts } from './template-texts.ts';

interface ParentReference {
  readonly parent: string;
  readonly path: KeyPath;
}

/**
 * Checks every `{resources.…}` and `{incremental.…}`: complete, leading to one resource that exists, without circles,
 * and a cursor where one is named. Paths are from the `rest_api` block.
 */
export function checkParents(spec: RestApiSpec): Finding[] {
  const findings: Finding[] = [];
  const names = spec.resources.map(({ name }) => name);
  const references = new Map<string, ParentReference>();
  for (const [index, resource] of spec.resources.entries()) {
    const flat = flattenResource(resource, spec.resource_defaults);
    for (const { text, key, path: inner } of templateTexts(flat)) {
      const path = [...originOf(spec, index, key), ...inner];
      for (const part of partsOf(text, path, findings)) {
        if (part.type === 'incremental' && flat.incremental === undefined) findings.push(noCursor(path, part.text));
        if (part.type !== 'resource') continue;
        const first = references.get(resource.name);
        references.set(resource.name, first ?? { parent: part.resource, path });
        findings.push(...checkReference(part, path, names, first));
      }
    }
  }
  return [...findings, ...circles(references)];
}

function partsOf(text: string, path: KeyPath, findings: Finding[]): readonly PlaceholderPart[] {
  let parts: readonly PlaceholderPart[] = [];
  const finding = findingOf(path, () => {
    parts = parsePlaceholders(text);
    for (const part of parts) if (part.type === 'resource') parseJsonPath(part.fieldPath);
  });
  if (finding !== undefined) findings.push(finding);
  return parts;
}

function noCursor(path: KeyPath, text: string): Finding {
  return {
    path,
    message: `${text} needs a cursor, and this resource has no "incremental"`,
    hint: 'Add incremental with a cursor_path, or remove the placeholder.',
  };
}

function checkReference(
  part: Extract<PlaceholderPart, { type: 'resource' }>,
  path: KeyPath,
  names: readonly string[],
  first: ParentReference | undefined,
): Finding[] {
  if (!names.includes(part.resource)) {
    const meant = closestWord(part.resource, names);
    return [
      {
        path,
        message: `${part.text} names the resource "${part.resource}", which this source does not have`,
        hint: meant === undefined ? `Use one of: ${names.join(', ')}.` : `Did you mean "${meant}"?`,
      },
    ];
  }
  if (first === undefined || first.parent === part.resource) return [];
  return [
    {
      path,
      message: `A resource has one parent, but this one names "${first.parent}" and "${part.resource}"`,
      hint: 'Take all placeholders of a resource from the same parent.',
    },
  ];
}

/** One finding per circle, at the first resource on it. */
function circles(references: ReadonlyMap<string, ParentReference>): Finding[] {
  const findings: Finding[] = [];
  const told = new Set<string>();
  for (const [start, { path }] of references) {
    const chain = [start];
    let next = references.get(start)?.parent;
    while (next !== undefined && !chain.includes(next)) {
      chain.push(next);
      next = references.get(next)?.parent;
    }
    if (next !== start || told.has(start)) continue;
    for (const name of chain) told.add(name);
    findings.push({
      path,
      message: `Resources wait for each other: ${[...chain, start].join(' needs ')}`,
      hint: 'Remove one of these placeholders.',
    });
  }
  return findings;
}
