import type { FlatResource } from './flat-resource.ts';
import { parsePlaceholders } from './placeholders.ts';
import { templateTexts } from './template-texts.ts';

/**
 * The resource for whose records this one is read; undefined for none. Of several that its placeholders name it is the
 * one below all others, whose records are known by then: the first one where none is below all others.
 * @throws DangoError `config-invalid` for a broken placeholder.
 */
export function parentOf(flat: FlatResource, resources: readonly FlatResource[]): string | undefined {
  const names = namedResources(flat);
  return names.length < 2 ? names[0] : (lowestOf(names, (name) => ancestorsOf(name, resources)) ?? names[0]);
}

/** The one of several resources that is below all others; undefined where there is none. */
export function lowestOf(
  names: readonly string[],
  ancestorsOf: (name: string) => ReadonlySet<string>,
): string | undefined {
  return names.find((name) => {
    const above = ancestorsOf(name);
    return names.every((other) => other === name || (above.has(other) && !ancestorsOf(other).has(name)));
  });
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
