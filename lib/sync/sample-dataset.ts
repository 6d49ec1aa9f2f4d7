import { DangoError } from '../errors/dango-error.ts';
import { datasetName } from '../project/dataset-name.ts';
import type { Project } from '../project/load-project.ts';

/**
 * Where a run with a row limit loads to: the schema of the source with `_sample` behind it.
 * @param source name in sources.yml, whose schema is `dataset`.
 * @throws DangoError `usage-invalid` when that is the schema of another source, whose tables it would replace.
 */
export function sampleDataset(
  { sources, settings }: Pick<Project, 'sources' | 'settings'>,
  source: string,
  dataset: string,
): string {
  const sample = `${dataset}_sample`;
  const isTaken = (taken: string): boolean => taken.toLowerCase() === sample.toLowerCase();
  const owner = sources.find((entry) => entry.name !== source && isTaken(datasetName(entry, settings)));
  if (owner === undefined) return sample;
  throw new DangoError(`A sample of ${source} would go into ${sample}, which is the schema of source ${owner.name}.`, {
    code: 'usage-invalid',
    hint: `Sync without a row limit, or rename the source ${owner.name}.`,
    context: { source, dataset: sample, owner: owner.name },
  });
}
