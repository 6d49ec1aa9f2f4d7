import { DangoError } from '../errors/dango-error.ts';
import { closestWord } from '../util/closest-word.ts';
import type { ResourceProposal, SourceProposal } from './proposal.ts';

/**
 * The proposals that are named, with those that they are read for. A name is an id, `GET /users`, `/users`, or the name of the
 * resource.
 * @throws DangoError `name-unknown`.
 */
export function chooseNamed({ resources }: SourceProposal, names: readonly string[]): ReadonlySet<string> {
  const ids = names.map((name) => {
    const found = resources.find((one) => one.id === name) ?? resources.find((one) => wordsOf(one).includes(name));
    if (found !== undefined) return found.id;
    const meant = closestWord(
      name,
      resources.flatMap((one) => [one.id, ...wordsOf(one)]),
    );
    throw new DangoError(`There is no operation "${name}" that reads.`, {
      code: 'name-unknown',
      hint: meant === undefined ? 'Leave the names out to see which there are.' : `Did you mean "${meant}"?`,
    });
  });
  return withParents(resources, ids);
}

/**
 * Every list that can be read without a value that a person has to give, neither for itself nor for what it is read for.
 * Searches by POST only where there is nothing else.
 */
export function chooseLists({ resources }: SourceProposal): ReadonlySet<string> {
  const byId = new Map(resources.map((one) => [one.id, one]));
  const isFree = ({ values, parents }: ResourceProposal): boolean =>
    values.length === 0 && parents.every((id) => byId.has(id) && isFree(byId.get(id) as ResourceProposal));
  const free = resources.filter((one) => one.kind === 'list' && isFree(one));
  const gets = free.filter(({ settings }) => settings.method === undefined);
  const lists = gets.length > 0 ? gets : free;
  return withParents(
    resources,
    lists.map(({ id }) => id),
  );
}

function wordsOf({ id, settings, at }: ResourceProposal): string[] {
  const { name, endpoint, method } = settings;
  const path = /^#\/paths\/([^/]+)\//.exec(at)?.[1]?.replaceAll('~1', '/').replaceAll('~0', '~') ?? endpoint.value;
  return [name.value, path, `${method?.value ?? 'GET'} ${path}`, id];
}

function withParents(resources: readonly ResourceProposal[], ids: readonly string[]): ReadonlySet<string> {
  const chosen = new Set<string>();
  const open = [...ids];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (chosen.has(id)) continue;
    chosen.add(id);
    open.push(...(resources.find((one) => one.id === id)?.parents ?? []));
  }
  return chosen;
}
