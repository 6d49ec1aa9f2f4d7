import type { Resource } from '../../sdk/resource.ts';
import type { Source } from '../../sdk/source.ts';
import { forEachConcurrently } from '../../util/for-each-concurrently.ts';
import { nestedTablesOf } from '../../sdk/nested-tables.ts';
import { ancestorsOf } from './ancestors-of.ts';
import { chooseResources, movesCursor, type ChosenResources } from './choose-resources.ts';
import type { ExtractedResource, ExtractOptions } from './extracted-resource.ts';
import type { ExtractHost } from './extract-host.ts';
import { ResourceExtraction } from './resource-extraction.ts';
import { SharedState } from './shared-state.ts';
import { orderLines } from './order-lines.ts';
import { rootTableOf } from './resource-spool.ts';
import { failCrossedBelow, settleFailures } from './settle-failures.ts';
import { TableClaims } from './table-claims.ts';

/** Resources without a parent that are read at the same time. The rate limit of the source still holds for all. */
const concurrentResources = 4;

/**
 * Reads a source into an open package. A resource that fails takes its children along and leaves nothing behind, and
 * holds the cursors above it; the others go on.
 * @throws DangoError `name-unknown` for a selected resource that does not exist, `usage-invalid` for a range that cannot
 *   be loaded; what the signal says when it fires.
 */
export async function extractSource(
  source: Source,
  options: ExtractOptions,
  host: ExtractHost,
): Promise<readonly ExtractedResource[]> {
  const claims = new TableClaims(source.name);
  for (const resource of source.resources) claims.claim(rootTableOf(resource), resource.name);
  const chosen = chooseResources(source, options);
  const next = options.turn?.next;
  if (next === undefined) warnAboutFamilies(chosen, host);
  const startsAnew = options.isFullRefresh && options.selected === undefined;
  const shared = new SharedState(options.sourceState ?? {}, startsAnew);
  const extractions = new Map<string, ResourceExtraction>();
  for (const resource of chosen.read) {
    const root = ancestorsOf(resource, source.resources).at(-1) ?? resource;
    if (next !== undefined && !Object.hasOwn(next, root.name)) continue;
    const isLoaded = chosen.loaded.has(resource.name);
    const hindrance = hindranceOfWindows(resource, chosen.read);
    const facts = { isLoaded, canSplit: hindrance === undefined };
    const extraction = new ResourceExtraction(resource, facts, options, { ...host, claims, shared });
    extractions.set(resource.name, extraction);
    if (hindrance !== undefined)
      extraction.warn(`All windows of ${resource.name} load together, because ${hindrance}.`);
    if (isLoaded && next === undefined) warnAboutAppend(extraction, source.resources);
  }
  for (const extraction of extractions.values()) {
    const { parent, crossWith = [] } = extraction.resource;
    if (parent !== undefined) extractions.get(parent)?.children.push(extraction);
    for (const crossed of crossWith) {
      const further = extractions.get(crossed.resource);
      if (further !== undefined) extraction.crossWith(further, crossed);
    }
  }
  const lines = orderLines([...extractions.values()]);
  const ended = new Map(lines.map(({ root }) => [root, Promise.withResolvers<void>()]));
  await forEachConcurrently(lines, concurrentResources, async ({ root, after }) => {
    try {
      // Those stand before this one, so they are under way.
      await Promise.all(after.flatMap((other) => ended.get(other)?.promise ?? []));
      failCrossedBelow(root);
      await root.read();
      root.endReading();
      settleFailures(root, options.limit === undefined && options.window === undefined);
    } finally {
      ended.get(root)?.resolve();
    }
  });
  return [...extractions.values()].map((extraction) => extraction.finish());
}

/**
 * Why the windows of a resource cannot have packages of their own: its entries are at different ones, or what is below
 * would lose the rows of those before.
 */
function hindranceOfWindows(resource: Resource, resources: readonly Resource[]): string | undefined {
  if (resource.incremental?.window === undefined || resource.parent !== undefined) return undefined;
  if (resource.cursorKey !== undefined) return 'each entry of its for_each has a cursor of its own';
  const below = resources.filter((other) => ancestorsOf(other, resources).includes(resource));
  const line = new Set([resource, ...below].map(({ name }) => name));
  const whole = [resource, ...below].find((other) => other.writeDisposition === 'merge' && takesWholes(other));
  if (whole !== undefined) return `${whole.name} would replace (or end) rows of the windows before`;
  const wholeList = [resource, ...below].find(({ name, nestedHints }) =>
    nestedTablesOf(name, nestedHints).some(
      ({ writeDisposition: word, mergeKey }) => word === 'replace' || (word === 'merge' && mergeKey.length > 0),
    ),
  );
  if (wholeList !== undefined) return `a list of ${wholeList.name} would replace rows of the windows before`;
  const replacing = below.find(({ writeDisposition }) => writeDisposition === 'replace');
  if (replacing !== undefined) return `${replacing.name} replaces its table`;
  const crossing = resources.find(({ crossWith = [] }) => crossWith.some((one) => line.has(one.resource)));
  const crossed = crossing ?? below.find(({ crossWith = [] }) => crossWith.length > 0);
  if (crossed !== undefined) return `${crossed.name} is read for every combination of several parents`;
  const shared = below.find((other) => movesCursor(other) && other.cursorKey === undefined);
  return shared === undefined ? undefined : `${shared.name} has one cursor for all of their records`;
}

/** Whether what comes later takes the place of more than the rows of the same primary key. */
function takesWholes({ merge, mergeKey = [] }: Resource): boolean {
  return mergeKey.length > 0 || merge?.strategy === 'scd2';
}

function warnAboutFamilies({ completed }: ChosenResources, { onEvent }: ExtractHost): void {
  for (const family of completed) {
    onEvent({
      type: 'warning',
      message: `${family.join(', ')} load together, because they are joined by parent links and a cursor moves among them.`,
      hint: 'Select all of them to say the same without this warning.',
    });
  }
}

function warnAboutAppend(extraction: ResourceExtraction, resources: readonly Resource[]): void {
  const { writeDisposition, incremental, name, primaryKey } = extraction.resource;
  if (writeDisposition !== 'append' || incremental !== undefined) return;
  const ancestor = ancestorsOf(extraction.resource, resources).find(movesCursor);
  if (ancestor === undefined) {
    extraction.warn(
      `Resource ${name} appends and has no cursor: every sync adds all of its rows again.`,
      `Give it an incremental cursor, or the write disposition replace or merge.`,
    );
  } else {
    extraction.warn(
      `Resource ${name} appends: the rows of a record of ${ancestor.name} that comes again are added again.`,
      `Give it ${primaryKey.length === 0 ? 'a primary_key' : 'the write disposition merge'}, so that they are replaced.`,
    );
  }
}
