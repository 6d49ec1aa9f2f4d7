import type { Resource } from '../../sdk/resource.ts';

/** The resources above one, the nearest first. */
export function ancestorsOf(resource: Resource, resources: readonly Resource[]): readonly Resource[] {
  const ancestors: Resource[] = [];
  const above = ({ parent }: Resource): Resource | undefined => resources.find(({ name }) => name === parent);
  for (let next = above(resource); next !== undefined && !ancestors.includes(next); next = above(next)) {
    ancestors.push(next);
  }
  return ancestors;
}
