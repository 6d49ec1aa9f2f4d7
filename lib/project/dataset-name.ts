import type { ProjectSettings } from '../spec/project-settings.ts';
import type { SourceEntry } from '../spec/source-entry.ts';

/** The schema of a source in the warehouse: its `dataset_name`, else the project's prefix and the source's name. */
export function datasetName(
  { name, spec }: Pick<SourceEntry, 'name' | 'spec'>,
  { datasetPrefix }: Pick<ProjectSettings, 'datasetPrefix'>,
): string {
  const given = spec?.type === 'dlt_native' ? spec.dlt_native.dataset_name : undefined;
  return given ?? `${datasetPrefix}${name}`;
}
