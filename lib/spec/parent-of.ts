import type { FlatResource } from './flat-resource.ts';
import { parsePlaceholders } from './placeholders.ts';
import { templateTexts } from './template-texts.ts';

/**
 * The resource for whose records this one is read; undefined for none. Of several it is the first of `parentsOf`.
 * @throws DangoError `config-invalid` for a broken placeholder.
 */
export function parentOf(flat: FlatResource, resources: readonly FlatResource[]): string | undefined {
  return parentsOf(flat, resources)[0];
}

/**
 * The resources for each combination of whose records this one is read. Of those in one line with each other that its
 * placeholders name it is the lowest, whose records are known with those above. In the order in which their lines begin
 * in the file, so that of two lines it is always the same one that waits for the other.
 * @throws DangoError `config-invalid` for a broken placeholder.
 */
export function parentsOf(flat: FlatResource, resources: readonly FlatResource[]): readonly string[] {
  const names = namedResources(flat);
  if (names.length < 2) return names;
  const lowest = lowestOf(names, (name) => ancestorsOf(name, resources));
  // In a circle, which is a finding of its own, all are above each other.
  if (lowest.length === 0) return names.slice(0, 1);
  return lowest.toSorted((one, other) => lineOf(one, resources) - lineOf(other, resources));
}

/** Of several resources those that are above no other one. */
export function lowestOf(
  names: readonly string[],
  ancestorsOf: (name: string) => ReadonlySet<string>,
): readonly string[] {
  return names.filter((name) => !names.some((other) => other !== name && ancestorsOf(other).has(name)));
}

/** Where the line of a resource begins: the first place in the file of a resource above it that has no parent. */
function lineOf(name: string, resources: readonly FlatResource[]): number {
  const line = new Set([name, ...ancestorsOf(name, resources)]);
  return resources.findIndex((resource) => line.has(resource.name) && namedResources(resource).length === 0);
}

/** The resources that the placeholders of one name, each once. */
function namedResources(flat: FlatResource): string[] {
  const names = templateTexts(flat).flatMap(({ text }) =>
    parsePlaceholders(text).flatMap((part) => (part.type === 'resource' ? [part.resource] : [])),
  );
  return [...new Set(names)];
}

function ancestorsOf(name: string, resources: readonly FlatResource[]): ReadonlySet<string> {
  const ancestors = new Set<string>();
  const open = [name];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const wanted = next;
    const resource = resources.find((one) => one.name === wanted);
    for (const above of resource === undefined ? [] : namedResources(resource)) {
      if (ancestors.has(above)) continue;
      ancestors.add(above);
      open.push(above);
    }
  }
  return ancestors;
}
