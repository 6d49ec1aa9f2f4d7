import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { DangoError } from '../errors/dango-error.ts';
import { namedModules } from '../spec/named-modules.ts';
import { isModuleFile, moduleFileOf, modulePath } from './module-file.ts';
import { shownPaths } from './project-paths.ts';
import { readTextFile } from './read-text-file.ts';

/** A TypeScript file in custom_sources. */
export interface ModuleListing {
  /** Relative to custom_sources, with slashes. */
  readonly file: string;
  /** Names of the sources that run it, those with faults included. */
  readonly usedBy: readonly string[];
  readonly bytes: number;
  /** ISO 8601, UTC. */
  readonly modifiedAt: string;
}

/** The modules of a project by name, also those that no source uses. */
export function listModules(root: string): readonly ModuleListing[] {
  const folder = join(root, 'custom_sources');
  if (!existsSync(folder)) return [];
  const users = moduleUsers(root);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .filter((file) => isModuleFile(file) && !file.split('/').includes('node_modules') && isReachable(root, file))
    .sort()
    .flatMap((file): ModuleListing[] => {
      const stats = statSync(join(folder, file), { throwIfNoEntry: false });
      if (stats === undefined || !stats.isFile()) return [];
      return [{ file, usedBy: users.get(file) ?? [], bytes: stats.size, modifiedAt: stats.mtime.toISOString() }];
    });
}

/** Names of the sources whose `source_module` is this file. */
export function usersOfModule(root: string, file: string): readonly string[] {
  return moduleUsers(root).get(file) ?? [];
}

/** A source and the file that it runs. */
export interface ModuleSource {
  readonly source: string;
  /** Relative to custom_sources, with slashes. */
  readonly file: string;
}

/** The sources of a project that are modules, those with faults or without their file included. */
export function moduleSources(root: string): readonly ModuleSource[] {
  return namedModules(readTextFile(join(root, shownPaths.sources)) ?? '').map(({ source, sourceModule }) => ({
    source,
    file: moduleFileOf(sourceModule),
  }));
}

/** Names of sources by the file that they run. */
function moduleUsers(root: string): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  for (const { source, file } of moduleSources(root)) users.set(file, [...(users.get(file) ?? []), source]);
  return users;
}

function isReachable(root: string, file: string): boolean {
  try {
    modulePath(root, file);
    return true;
  } catch (error) {
    if (DangoError.is(error)) return false;
    throw error;
  }
}
