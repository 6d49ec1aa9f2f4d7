import { toProjectSettings, type ProjectSettings } from '../spec/project-settings.ts';
import type { SourceEntry } from '../spec/source-entry.ts';
import type { SourceIssue } from '../spec/source-issue.ts';
import { validateProjectSettings } from '../spec/validate-project-settings.ts';
import { validateSources } from '../spec/validate-sources.ts';
import { projectPaths, shownPaths, type ProjectPaths } from './project-paths.ts';
import { readTextFile } from './read-text-file.ts';

/** A project folder as it is on disk at one moment. */
export interface Project {
  /** Absolute, without symbolic links. */
  readonly root: string;
  readonly paths: ProjectPaths;
  /** The defaults where project.yml is missing or has faults. */
  readonly settings: ProjectSettings;
  /** In the order of sources.yml, those with faults included. */
  readonly sources: readonly SourceEntry[];
  /** Every fault of project.yml and sources.yml. */
  readonly issues: readonly SourceIssue[];
  /** Those that concern every source: faults of project.yml, and a version of sources.yml that is not known. */
  readonly blockingIssues: readonly SourceIssue[];
}

export interface LoadProjectOptions {
  /** Text of sources.yml that counts instead of the file: what an editor has not saved yet. */
  readonly sourcesText?: string | undefined;
}

/**
 * Reads a project. Faults in its files are reported, not thrown; a file that exists but cannot be read throws
 * `config-invalid`.
 */
export function loadProject(root: string, { sourcesText }: LoadProjectOptions = {}): Project {
  const early = projectPaths(root, toProjectSettings());
  const { settings, issues: settingsIssues } = validateProjectSettings(
    readTextFile(early.settings) ?? '',
    shownPaths.settings,
  );
  const text = sourcesText ?? readTextFile(early.sources) ?? '';
  const { entries, issues, version } = validateSources(text, shownPaths.sources);
  const versionIssues = version === undefined ? issues.filter(({ keyPath }) => keyPath === 'version') : [];
  return {
    root,
    paths: projectPaths(root, settings),
    settings,
    sources: entries,
    issues: [...settingsIssues, ...issues],
    blockingIssues: [...settingsIssues, ...versionIssues],
  };
}
