import { join } from 'node:path';
import { loadProject, type Project } from '../project/load-project.ts';
import { copyModules } from './copy-modules.ts';
import type { PreviewJob } from './preview-request.ts';

/**
 * The project as the editor has it: unsaved texts count instead of files, and everything that a sync would write lies
 * in the folder of the preview.
 * @throws DangoError `config-invalid` for a file that cannot be read, `usage-invalid` for a module outside of
 *   custom_sources.
 */
export function previewProject({ projectRoot, sourcesText, modules = {}, folder }: PreviewJob): Project {
  const project = loadProject(projectRoot, { sourcesText });
  const copy = copyModules(project.paths.customSources, modules, folder);
  return {
    ...project,
    paths: {
      ...project.paths,
      loads: join(folder, 'loads'),
      runs: join(folder, 'runs'),
      warehouse: join(folder, 'warehouse.duckdb'),
      // Answers about unsaved texts are not worth keeping.
      ...(copy === undefined ? {} : { customSources: copy, cache: join(folder, 'cache') }),
    },
  };
}
