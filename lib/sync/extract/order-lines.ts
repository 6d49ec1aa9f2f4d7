import type { ResourceExtraction } from './resource-extraction.ts';

/** A resource without parent with all below it. */
export interface ExtractionLine {
  readonly root: ResourceExtraction;
  /** Roots of the lines that must have been read before, because records of theirs are combined with those of this one. */
  readonly after: readonly ResourceExtraction[];
}

/** The lines of a source; each stands behind those that it needs. */
export function orderLines(extractions: readonly ResourceExtraction[]): readonly ExtractionLine[] {
  const rootOf = new Map<ResourceExtraction, ResourceExtraction>();
  const roots = extractions.filter(({ resource }) => resource.parent === undefined);
  const note = (extraction: ResourceExtraction, root: ResourceExtraction): void => {
    rootOf.set(extraction, root);
    for (const child of extraction.children) note(child, root);
  };
  for (const root of roots) note(root, root);
  const afterOf = (extraction: ResourceExtraction): readonly ResourceExtraction[] => [
    ...extraction.crossed.flatMap((parent) => rootOf.get(parent) ?? []),
    ...extraction.children.flatMap(afterOf),
  ];
  const lines = new Map<ResourceExtraction, ExtractionLine>();
  const begun = new Set<ResourceExtraction>();
  const add = (root: ResourceExtraction): void => {
    if (begun.has(root)) return;
    begun.add(root);
    const after = [...new Set(afterOf(root))].filter((other) => other !== root);
    for (const other of after) add(other);
    lines.set(root, { root, after });
  };
  for (const root of roots) add(root);
  return [...lines.values()];
}
