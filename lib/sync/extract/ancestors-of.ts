import type { Resource } from '../../sdk/resource.ts';

/** The resources above one in its own line, the nearest first: without those that it is combined with. */
export function ancestorsOf(resource: Resource, resources: readonly Resource[]): readonly Resource[] {
  const ancestors: Resource[] = [];
  const above = ({ parent }: Resource): Resource | undefined => resources.find(({ name }) => name === parent);
  for (let next = above(resource); next !== undefined && !ancestors.includes(next); next = above(next)) {
    ancestors.push(next);
  }
  return ancestors;
}

/** All resources whose records one needs: those of its own line, and those of the lines that it is combined with. */
export function resourcesAbove(resource: Resource, resources: readonly Resource[]): ReadonlySet<Resource> {
  const above = new Set<Resource>();
  const add = ({ parent, crossWith = [] }: Resource): void => {
    const names = [parent, ...crossWith.map((crossed) => crossed.resource)];
    for (const one of resources) {
      if (!names.includes(one.name) || above.has(one)) continue;
      above.add(one);
      add(one);
    }
  };
  add(resource);
  return above;
}
