import { closestWord } from '../util/closest-word.ts';
import { checkForEach } from './check-for-each.ts';
import { findingOf } from './finding-of.ts';
import { flattenResource, originOf } from './flat-resource.ts';
import { parseJsonPath } from './json-path.ts';
import type { KeyPath } from './key-path.ts';
import { lowestOf } from './parent-of.ts';
import { parsePlaceholders, type PlaceholderPart } from './placeholders.ts';
import type { Finding } from './source-issue.ts';
import type { RestApiSpec } from './source-spec.ts';
import { templateTexts } from './template-texts.ts';

/** By resource: the resources that its placeholders name, each with the place where it is named first. */
type References = ReadonlyMap<string, ReadonlyMap<string, KeyPath>>;

/**
 * Checks every `{resources.…}`, `{for_each.…}` and `{incremental.…}`: complete, leading to resources that exist and
 * stand in one line, without circles, and a cursor where one is named. Paths are from the `rest_api` block.
 */
export function checkParents(spec: RestApiSpec): Finding[] {
  const findings: Finding[] = [];
  const names = spec.resources.map(({ name }) => name);
  const references = new Map<string, Map<string, KeyPath>>();
  for (const [index, resource] of spec.resources.entries()) {
    const flat = flattenResource(resource, spec.resource_defaults);
    const placed: { readonly part: PlaceholderPart; readonly path: KeyPath }[] = [];
    for (const { text, key, path: inner } of templateTexts(flat)) {
      const path = [...originOf(spec, index, key), ...inner];
      for (const part of partsOf(text, path, findings)) placed.push({ part, path });
    }
    const named = new Map<string, KeyPath>();
    for (const { part, path } of placed) {
      if (part.type === 'incremental' && flat.incremental === undefined) findings.push(noCursor(path, part.text));
      if (part.type !== 'resource') continue;
      if (!named.has(part.resource)) named.set(part.resource, path);
      if (!names.includes(part.resource)) findings.push(unknownResource(part, path, names));
    }
    if (named.size > 0) references.set(resource.name, named);
    findings.push(...checkForEach(spec, index, placed, named.size > 0));
  }
  return [...findings, ...strangers(references, names), ...circles(references)];
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

function unknownResource(
  part: Extract<PlaceholderPart, { type: 'resource' }>,
  path: KeyPath,
  names: readonly string[],
): Finding {
  const meant = closestWord(part.resource, names);
  return {
    path,
    message: `${part.text} names the resource "${part.resource}", which this source does not have`,
    hint: meant === undefined ? `Use one of: ${names.join(', ')}.` : `Did you mean "${meant}"?`,
  };
}

/** A resource is read for the records of one other; records above that one are known with it, those of a stranger are not. */
function strangers(references: References, names: readonly string[]): Finding[] {
  return [...references.values()].flatMap((named) => {
    const known = [...named.keys()].filter((name) => names.includes(name));
    const [first, other] = known;
    if (first === undefined || other === undefined) return [];
    if (lowestOf(known, (name) => aboveOf(name, references)) !== undefined) return [];
    // A circle is a finding of its own.
    if (known.some((name) => aboveOf(name, references).has(name))) return [];
    return [
      {
        path: named.get(other) ?? [],
        message: `A resource has one parent, but this one names "${first}" and "${other}"`,
        hint: 'Take all placeholders of a resource from the same parent, or from resources above it.',
      },
    ];
  });
}

function aboveOf(name: string, references: References): ReadonlySet<string> {
  const above = new Set<string>();
  const open = [name];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const parent of references.get(next)?.keys() ?? []) {
      if (above.has(parent)) continue;
      above.add(parent);
      open.push(parent);
    }
  }
  return above;
}

/** One finding per circle, at the first resource on it. */
function circles(references: References): Finding[] {
  const findings: Finding[] = [];
  const told = new Set<string>();
  for (const [start, named] of references) {
    const chain = told.has(start) ? undefined : circleFrom(start, references);
    if (chain === undefined || chain.some((name) => told.has(name))) continue;
    for (const name of chain) told.add(name);
    findings.push({
      path: named.get(chain[1] ?? start) ?? [],
      message: `Resources wait for each other: ${[...chain, start].join(' needs ')}`,
      hint: 'Remove one of these placeholders.',
    });
  }
  return findings;
}

/** The shortest way from a resource back to itself, without its end; undefined where there is none. */
function circleFrom(start: string, references: References): readonly string[] | undefined {
  const ways: (readonly string[])[] = [[start]];
  const seen = new Set<string>();
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    for (const next of references.get(way.at(-1) ?? '')?.keys() ?? []) {
      if (next === start) return way;
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}
