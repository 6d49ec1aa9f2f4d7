import type { Project } from '../project/load-project.ts';
import type { Destination } from '../warehouse/destination.ts';
import { createDuckdbDestination, type DuckdbOptions } from '../warehouse/duckdb/duckdb-destination.ts';

/** The warehouse of a project. */
export function projectDestination(
  { paths, settings }: Project,
  host: Partial<Pick<DuckdbOptions, 'signal' | 'onWaiting' | 'waitMs'>> = {},
): Destination {
  return createDuckdbDestination({
    file: paths.warehouse,
    location: settings.warehouse,
    waitMs: settings.limits.warehouseWaitSeconds * 1000,
    undoBytes: settings.retention.undoMb * 1024 * 1024,
    ...host,
  });
}
