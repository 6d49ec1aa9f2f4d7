import { closestWord } from '../util/closest-word.ts';
import { checkForEach, type PlacedPart } from './check-for-each.ts';
import { checkSlashes } from './check-slashes.ts';
import { findingOf } from './finding-of.ts';
import { flattenResource, originOf, type FlatResource } from './flat-resource.ts';
import { movesCursor } from './incremental-ancestor.ts';
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
 * can be combined, without circles, and a cursor where one is named. Paths are from the `rest_api` block.
 */
export function checkParents(spec: RestApiSpec): Finding[] {
  const findings: Finding[] = [];
  const names = spec.resources.map(({ name }) => name);
  const references = new Map<string, Map<string, KeyPath>>();
  const placeholders: (readonly PlacedPart[])[] = [];
  for (const [index, resource] of spec.resources.entries()) {
    const flat = flattenResource(resource, spec.resource_defaults);
    const placed: PlacedPart[] = [];
    for (const { text, key, path: inner } of templateTexts(flat)) {
      const path = [...originOf(spec, index, key), ...inner];
      const parts = partsOf(text, path, findings);
      findings.push(...checkSlashes(parts, key, path));
      for (const part of parts) placed.push({ part, path });
    }
    const named = new Map<string, KeyPath>();
    for (const { part, path } of placed) {
      if (part.type === 'incremental' && flat.incremental === undefined) findings.push(noCursor(path, part.text));
      if (part.type !== 'resource') continue;
      if (!named.has(part.resource)) named.set(part.resource, path);
      if (!names.includes(part.resource)) findings.push(unknownResource(part, path, names));
    }
    if (named.size > 0) references.set(resource.name, named);
    placeholders.push(placed);
  }
  for (const [index, { name }] of spec.resources.entries()) {
    const named = [...(references.get(name)?.keys() ?? [])];
    const parents = lowestOf(named, (one) => aboveOf(one, references));
    const known = parents.length === 0 ? named.slice(0, 1) : parents;
    findings.push(...checkForEach(spec, index, placeholders[index] ?? [], known));
  }
  const flats = spec.resources.map((resource) => flattenResource(resource, spec.resource_defaults));
  return [...findings, ...checkCombined(references, flats), ...circles(references)];
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
    message: `${part.text.replace('{+', '{')} names the resource "${part.resource}", which this source does not have`,
    hint: meant === undefined ? `Use one of: ${names.join(', ')}.` : `Did you mean "${meant}"?`,
  };
}

/**
 * Parents that stand in no line with each other are combined. Where two have a resource above in common, only some of
 * their records belong together, and nothing says which; what a cursor of theirs has passed would lack its combinations
 * with all that is new.
 */
function checkCombined(references: References, flats: readonly FlatResource[]): Finding[] {
  const moving = new Set(flats.filter(movesCursor).map(({ name }) => name));
  return [...references.values()].flatMap((named) => {
    const known = [...named.keys()].filter((name) => flats.some((flat) => flat.name === name));
    // A circle is a finding of its own.
    if (known.some((name) => aboveOf(name, references).has(name))) return [];
    const parents = lowestOf(known, (name) => aboveOf(name, references));
    const lines = parents.map((name) => [name, ...aboveOf(name, references)]);
    return parents.slice(1).flatMap((name, index) => {
      const line = lines[index + 1] ?? [];
      const shared = line.find((one) => lines.slice(0, index + 1).some((other) => other.includes(one)));
      const path = named.get(name) ?? [];
      if (shared !== undefined) {
        const [first] = parents.filter((_, position) => lines[position]?.includes(shared) === true);
        return [
          {
            path,
            message: `"${first}" and "${name}" both lie below "${shared}", so not all of their records belong together`,
            hint: `Take all placeholders from one of them and the resources above it.`,
          },
        ];
      }
      const incremental = lines.flat().find((one) => moving.has(one));
      if (incremental === undefined || index > 0) return [];
      return [
        {
          path,
          message: `This resource needs every record of "${parents.join('" and "')}", but those of "${incremental}" come only as they are new`,
          hint: `Remove incremental from "${incremental}", or read all of it in another resource of its own.`,
        },
      ];
    });
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
