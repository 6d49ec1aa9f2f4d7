import { join } from 'node:path';
import type { Project } from '../project/load-project.ts';
import { projectDestination } from '../sync/project-destination.ts';
import type { FetchTarget } from '../warehouse/destination.ts';
import { openMemoryDestination } from '../warehouse/duckdb/memory-destination.ts';
import type { PreviewJob } from './preview-request.ts';

/** So many records of a resource may come into memory. */
export const mostRecordsInMemory = 100_000;

/** A warehouse for one preview: in memory, or a file of its own where a whole load is replayed. */
export async function openPreviewTarget(
  project: Project,
  { folder, limits }: PreviewJob,
  signal: AbortSignal,
): Promise<FetchTarget & AsyncDisposable> {
  if (limits.records <= mostRecordsInMemory) return await openMemoryDestination(join(folder, 'spill'));
  return { ...projectDestination(project, { signal }), [Symbol.asyncDispose]: () => Promise.resolve() };
}
