import type { ProjectSettings } from '../spec/project-settings.ts';
import type { SourceSpec } from '../spec/source-spec.ts';

/** The schema of a source in the warehouse: its `dataset_name`, else the project's prefix and the source's name. */
export function datasetName(spec: SourceSpec, { datasetPrefix }: Pick<ProjectSettings, 'datasetPrefix'>): string {
  const given = spec.type === 'dlt_native' ? spec.dlt_native.dataset_name : undefined;
  return given ?? `${datasetPrefix}${spec.name}`;
}
