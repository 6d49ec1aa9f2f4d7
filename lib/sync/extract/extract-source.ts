import { DangoError } from '../../errors/dango-error.ts';
import { toErrorRecord } from '../../errors/error-record.ts';
import { normaliseName } from '../../schema/identifier.ts';
import type { Resource } from '../../sdk/resource.ts';
import type { Source } from '../../sdk/source.ts';
import { closestWord } from '../../util/closest-word.ts';
import { forEachConcurrently } from '../../util/for-each-concurrently.ts';
import type { ExtractedResource, ExtractOptions } from './extracted-resource.ts';
import { ResourceExtraction, type ExtractHost } from './resource-extraction.ts';

/** Resources without a parent that are read at the same time. The rate limit of the source still holds for all. */
const concurrentResources = 4;

/**
 * Reads a source into an open package. A resource that fails takes its children along and leaves nothing behind;
 * the others go on.
 * @throws DangoError `name-unknown` for a selected resource that does not exist; what the signal says when it fires.
 */
export async function extractSource(
  source: Source,
  options: ExtractOptions,
  host: ExtractHost,
): Promise<readonly ExtractedResource[]> {
  refuseSharedTables(source);
  const needed = neededResources(source, options.selected);
  const extractions = new Map<string, ResourceExtraction>();
  for (const resource of needed) {
    const isLoaded = options.selected === undefined || options.selected.includes(resource.name);
    const extraction = new ResourceExtraction(resource, isLoaded, options, host);
    extractions.set(resource.name, extraction);
    if (isLoaded) warnAboutAppend(extraction);
  }
  for (const extraction of extractions.values()) {
    const { parent } = extraction.resource;
    if (parent !== undefined) extractions.get(parent)?.children.push(extraction);
  }
  const roots = [...extractions.values()].filter(({ resource }) => resource.parent === undefined);
  await forEachConcurrently(roots, concurrentResources, async (root) => {
    await root.read();
    failChildrenOf(root, host);
  });
  return [...extractions.values()].map((extraction) => extraction.finish());
}

/** A module may name resources freely; two names that make one table, or dlt's own, would mix rows. */
function refuseSharedTables({ name: source, resources }: Source): void {
  const owners = new Map<string, string>();
  for (const { name } of resources) {
    const table = normaliseName(name);
    const owner = owners.get(table);
    owners.set(table, name);
    if (owner === undefined && !table.startsWith('_dlt_')) continue;
    const problem =
      owner === undefined ? `is kept for dlt's own tables` : `is the table of resource "${owner}" already`;
    throw new DangoError(`Resource "${name}" of ${source} would write table ${table}, which ${problem}.`, {
      code: 'config-invalid',
      hint: 'Give the resource another name.',
      context: { source, resource: name, table },
    });
  }
}

function failChildrenOf(extraction: ResourceExtraction, host: ExtractHost): void {
  for (const child of extraction.children) {
    if (extraction.error !== undefined && child.error === undefined) {
      child.failWith(
        new DangoError(`${child.resource.name} is incomplete, because its parent ${extraction.resource.name} failed.`, {
          code: 'parent-failed',
          hint: `Mend ${extraction.resource.name} first.`,
          context: { resource: child.resource.name, parent: extraction.resource.name },
        }),
      );
      host.onEvent({ type: 'resource-failed', resource: child.resource.name, error: toErrorRecord(child.error) });
    }
    failChildrenOf(child, host);
  }
}

/** The selected resources and all their ancestors, parents in front as the source has them. */
function neededResources({ name, resources }: Source, selected: readonly string[] | undefined): readonly Resource[] {
  if (selected === undefined) return resources;
  const byName = new Map(resources.map((resource) => [resource.name, resource]));
  const needed = new Set<string>();
  for (const wanted of selected) {
    if (!byName.has(wanted)) throw unknownResource(wanted, name, [...byName.keys()]);
    for (let next: string | undefined = wanted; next !== undefined; next = byName.get(next)?.parent) needed.add(next);
  }
  return resources.filter((resource) => needed.has(resource.name));
}

function unknownResource(wanted: string, source: string, known: readonly string[]): DangoError {
  const meant = closestWord(wanted, known);
  return new DangoError(`Source ${source} has no resource "${wanted}".`, {
    code: 'name-unknown',
    hint: meant === undefined ? `It has ${known.join(', ')}.` : `Did you mean "${meant}"? It has ${known.join(', ')}.`,
    context: { source, resource: wanted },
  });
}

function warnAboutAppend(extraction: ResourceExtraction): void {
  const { writeDisposition, incremental, name } = extraction.resource;
  if (writeDisposition !== 'append' || incremental !== undefined) return;
  extraction.warn(
    `Resource ${name} appends and has no cursor: every sync adds all of its rows again.`,
    `Give it an incremental cursor, or the write disposition replace or merge.`,
  );
}
