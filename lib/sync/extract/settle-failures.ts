import { DangoError } from '../../errors/dango-error.ts';
import { movesCursor } from './choose-resources.ts';
import { appendsRows } from '../../sdk/nested-tables.ts';
import type { Resource } from '../../sdk/resource.ts';
import type { ResourceExtraction } from './resource-extraction.ts';

/**
 * Draws the consequences of failures below and including one resource that has been read: children of a failed one
 * fail, and no cursor moves past records that a failed descendant has missed.
 * @param savesState false for a sample and a range, whose cursors are not saved anyway.
 */
export function settleFailures(root: ResourceExtraction, savesState: boolean): void {
  if (savesState) stopCursors(root);
  failChildrenOf(root);
}

/**
 * From the leaves upwards. A resource that keeps its cursor is read from there again, which doubles every row that is
 * appended: such a resource fails, and comes as a whole with the next sync. So does one that is made anew with its first
 * window, for its cursor would stay behind the others.
 * @returns the name of a failed resource among this one and its descendants.
 */
function stopCursors(extraction: ResourceExtraction): string | undefined {
  const { resource, children } = extraction;
  const failed = children.map(stopCursors).find((name) => name !== undefined);
  if (failed !== undefined && extraction.error === undefined && (extraction.movesOn || extraction.isContinued)) {
    if (extraction.isContinued) extraction.failWith(wouldLose(resource.name, failed));
    else if (appendsRows(resource)) extraction.failWith(wouldDouble(resource, failed));
    else {
      extraction.keepCursor();
      extraction.warn(
        `The ${resource.incremental === undefined ? 'state' : 'cursor'} of ${resource.name} stays where it was, because ${failed} failed.`,
        `Mend ${failed} and sync again: the records since then are read once more.`,
      );
      for (const child of children) failAppendedBelow(child, failed);
    }
  }
  return extraction.error === undefined ? failed : resource.name;
}

/** A descendant with a cursor of its own drops what it knows, and reads children only for what it does not. */
function failAppendedBelow(extraction: ResourceExtraction, failed: string): void {
  const { resource, children } = extraction;
  if (movesCursor(resource)) return;
  if (appendsRows(resource)) extraction.failWith(wouldDouble(resource, failed));
  for (const child of children) failAppendedBelow(child, failed);
}

function wouldDouble({ name, writeDisposition }: Resource, failed: string): DangoError {
  const remedy = writeDisposition === 'append' ? `give ${name} a primary_key and let it merge` : 'let its lists merge';
  return new DangoError(
    `${name} was not loaded, because ${failed} failed: its rows come again with the next sync, and appending them now would double them.`,
    {
      code: 'run-failed',
      hint: `Mend ${failed} and sync again, or ${remedy}.`,
      context: { resource: name, failed },
    },
  );
}

function wouldLose(name: string, failed: string): DangoError {
  return new DangoError(
    `${name} was not made anew, because ${failed} failed: the rows of its first window would have taken the place of all others.`,
    {
      code: 'run-failed',
      hint: `Mend ${failed} and run with --full-refresh again.`,
      context: { resource: name, failed },
    },
  );
}

function parentFailed(name: string, parent: string): DangoError {
  return new DangoError(`${name} is incomplete, because its parent ${parent} failed.`, {
    code: 'parent-failed',
    hint: `Mend ${parent} first.`,
    context: { resource: name, parent },
  });
}

/** Marks what is read in combination with a resource that has failed; it is not read then. */
export function failCrossedBelow(extraction: ResourceExtraction): void {
  const failed = extraction.crossed.find(({ error }) => error !== undefined);
  if (failed !== undefined) extraction.failWith(parentFailed(extraction.resource.name, failed.resource.name));
  for (const child of extraction.children) failCrossedBelow(child);
}

function failChildrenOf({ resource, error, children }: ResourceExtraction): void {
  for (const child of children) {
    if (error !== undefined) {
      child.failWith(parentFailed(child.resource.name, resource.name));
    }
    failChildrenOf(child);
  }
}
