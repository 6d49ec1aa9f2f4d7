import type { RestResource } from '../rest-source.ts';
import { arrowConstant, call, list, object, other, pair, quote, type Code, type Entry } from './code.ts';
import { hasHardLine, printLayout, type Layout } from './layout.ts';
import { chain, type WrittenResource } from './write-resource.ts';

interface Written {
  readonly resource: RestResource;
  /** What a variable with the resource is called. */
  readonly variable: string;
  readonly code: WrittenResource;
}

interface Helper {
  readonly statement: Layout;
  /** The call of it, by resource. */
  readonly members: ReadonlyMap<string, Layout>;
  readonly types: readonly string[];
}

export interface AlikeResources {
  /** Make the resources and return them in the order of the source. */
  readonly statements: readonly Layout[];
  /** Types that they need. */
  readonly types: readonly string[];
}

/** The resources of a source; those that are alike are made by one function. */
export function writeAlike(written: readonly Written[]): AlikeResources {
  const [only] = written;
  if (written.length === 1 && only !== undefined)
    return { statements: [['return ', only.code.write(), ';']], types: [] };
  const helpers = findHelpers(written);
  const isParent = (name: string): boolean =>
    written.some(({ resource }) => resource.parent === name || resource.crossWith?.includes(name) === true);
  const memberOf = ({ resource }: Written): Layout | undefined =>
    helpers.map(({ members }) => members.get(resource.name)).find((found) => found !== undefined);
  const statements: Layout[] = helpers.flatMap(({ statement }) => [statement, '']);
  const inPlace = new Map<Written, Layout>();
  for (const one of inOrder(written)) {
    const member = memberOf(one);
    const isShort = member !== undefined && !hasHardLine(member) && printLayout(member).length < 80;
    if (isShort && !isParent(one.resource.name)) inPlace.set(one, member);
    else statements.push([`const ${one.variable} = `, member ?? one.code.write(), ';'], '');
  }
  const returned = written.map((one): Code => {
    const layout = inPlace.get(one);
    return layout === undefined ? other(one.variable) : { kind: 'call', layout };
  });
  return {
    statements: [...statements, ['return ', list(returned).layout, ';']],
    types: [...new Set(helpers.flatMap(({ types }) => types))],
  };
}

/** Resources behind those that they are made of, else in the order of the source. */
function inOrder(written: readonly Written[]): readonly Written[] {
  const done: Written[] = [];
  const add = (one: Written): void => {
    if (done.includes(one)) return;
    const names = [one.resource.parent, ...(one.resource.crossWith ?? [])];
    for (const above of written) if (names.includes(above.resource.name)) add(above);
    done.push(one);
  };
  written.forEach(add);
  return done;
}

/** Functions for resources that differ only in name, path, parameters and what becomes of their records. */
function findHelpers(written: readonly Written[]): readonly Helper[] {
  const groups = new Map<string, Written[]>();
  for (const one of written) {
    const { resource, code } = one;
    if (
      resource.parent !== undefined ||
      typeof code.path.layout !== 'string' ||
      code.path.layout.startsWith('endpoint')
    ) {
      continue;
    }
    const shape = printLayout(
      code.write({ name: other('name'), path: other('path'), params: code.filledParams.map(pair), hasSteps: false }),
    );
    groups.set(shape, [...(groups.get(shape) ?? []), one]);
  }
  const alike = [...groups.values()].filter((members) => members.length > 1);
  const used = new Set<string>();
  return alike.map((members) => writeHelper(helperName(members, used), members));
}

/** `listChanges` for those with a cursor, else `list`; with a number where there are several. */
function helperName([first]: readonly Written[], used: Set<string>): string {
  const base = first?.resource.incremental === undefined ? 'list' : 'listChanges';
  let name = base;
  for (let number = 2; used.has(name); number++) name = `${base}${number}`;
  used.add(name);
  return name;
}

function writeHelper(name: string, members: readonly Written[]): Helper {
  const isNamedBy = (path: (name: string) => string): boolean =>
    members.every(({ resource, code }) => code.path.layout === quote(path(resource.name)));
  const path = isNamedBy((text) => `/${text}`) ? '`/${name}`' : isNamedBy((text) => text) ? 'name' : undefined;
  const shared = commonParams(members.map(({ code }) => code.plainParams));
  const hasExtra = members.some(({ code }) => code.plainParams.length > shared.length);
  const parameters = [
    'name: string',
    ...(path === undefined ? ['path: string'] : []),
    ...(hasExtra ? ['params: QueryParams = {}'] : []),
  ];
  const [first] = members;
  const filled = first?.code.filledParams ?? [];
  const isAlone = hasExtra && shared.length === 0 && filled.length === 0;
  const pairs = [...shared.map(pair), ...(hasExtra && !isAlone ? ['...params'] : []), ...filled.map(pair)];
  const params = isAlone ? { whole: other('params') } : pairs.length === 0 ? {} : { params: pairs };
  const body =
    first?.code.write({
      name: other('name'),
      path: other(path ?? 'path'),
      hasSteps: false,
      params: undefined,
      ...params,
    }) ?? '';
  const calls = members.map(({ resource, code }): [string, Layout] => {
    const extra = code.plainParams.slice(shared.length);
    const args = [
      code.name,
      ...(path === undefined ? [code.path] : []),
      ...(extra.length === 0 ? [] : [object(extra)]),
    ];
    return [resource.name, chain(call(name, args).layout, code.steps)];
  });
  return {
    statement: arrowConstant(name, `(${parameters.join(', ')})`, body),
    members: new Map(calls),
    types: hasExtra ? ['QueryParams'] : [],
  };
}

/** The entries that all lists begin with. */
function commonParams(lists: readonly (readonly Entry[])[]): readonly Entry[] {
  const [first = [], ...others] = lists;
  const isCommon = (entry: Entry, index: number): boolean =>
    others.every((entries) => JSON.stringify(entries[index]) === JSON.stringify(entry));
  const end = first.findIndex((entry, index) => !isCommon(entry, index));
  return end < 0 ? first : first.slice(0, end);
}
