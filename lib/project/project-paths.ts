import { basename, isAbsolute, join } from 'node:path';
import type { ProjectSettings } from '../spec/project-settings.ts';

/** Where things lie in a project; every path is absolute. */
export interface ProjectPaths {
  /** What is loaded: `.dango/sources.yml`. */
  readonly sources: string;
  /** Settings: `.dango/project.yml`. */
  readonly settings: string;
  /** `.dlt/secrets.toml`. */
  readonly secrets: string;
  /** `.env`. */
  readonly environment: string;
  /** Folder of the modules. */
  readonly customSources: string;
  /** Folder of the load packages. */
  readonly loads: string;
  /** Folder of the runs' events. */
  readonly runs: string;
  /** Folder of the tokens that APIs gave: `.dango/tokens`. Only the owner may read it. */
  readonly tokens: string;
  /** What can be made again at any time: `.dango/cache`. */
  readonly cache: string;
  /** Run history and queue: `.dango/dango.db`. */
  readonly database: string;
  /** DuckDB file; `warehouse` of project.yml. */
  readonly warehouse: string;
}

/** How people know these files, in locations and messages. */
export const shownPaths = {
  sources: '.dango/sources.yml',
  settings: '.dango/project.yml',
  secrets: '.dlt/secrets.toml',
  environment: '.env',
} as const;

/** The paths of a project; the settings say where the warehouse is. */
export function projectPaths(root: string, settings: Pick<ProjectSettings, 'warehouse'>): ProjectPaths {
  return {
    sources: join(root, shownPaths.sources),
    settings: join(root, shownPaths.settings),
    secrets: join(root, shownPaths.secrets),
    environment: join(root, shownPaths.environment),
    customSources: join(root, 'custom_sources'),
    loads: join(root, '.dango', 'loads'),
    runs: join(root, '.dango', 'runs'),
    tokens: join(root, '.dango', 'tokens'),
    cache: join(root, '.dango', 'cache'),
    database: join(root, '.dango', 'dango.db'),
    warehouse: isAbsolute(settings.warehouse) ? settings.warehouse : join(root, settings.warehouse),
  };
}

/** What people call a project: the name in project.yml, else its folder. */
export function projectName(root: string, { name }: Pick<ProjectSettings, 'name'>): string {
  return name ?? basename(root);
}
