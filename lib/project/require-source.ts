import { DangoError } from '../errors/dango-error.ts';
import type { SourceEntry } from '../spec/source-entry.ts';
import type { SourceSpec } from '../spec/source-spec.ts';
import { closestWord } from '../util/closest-word.ts';
import { ConfigError } from './config-error.ts';
import type { Project } from './load-project.ts';

/** A source without faults. */
export interface UsableSource extends SourceEntry {
  readonly type: SourceSpec['type'];
  readonly spec: SourceSpec;
}

/**
 * The source of that name, ready to be used. Throws `name-unknown` with the names there are, and {@link ConfigError}
 * when the source or the whole project has faults.
 */
export function requireSource(
  { sources, issues, blockingIssues }: Pick<Project, 'sources' | 'issues' | 'blockingIssues'>,
  name: string,
): UsableSource {
  const [entry, ...others] = sources.filter((source) => source.name === name);
  if (entry === undefined) {
    // A file that could not be read as a whole explains the missing name better than a list of no names.
    if (sources.length === 0 && issues.length > 0) throw new ConfigError('The project', issues);
    throw unknownName(name, [...new Set(sources.map((source) => source.name))]);
  }
  if (blockingIssues.length > 0) throw new ConfigError('The project', blockingIssues);
  // Which of two sources with one name is meant, nobody can tell.
  if (others.length > 0)
    throw new ConfigError(
      `The source "${name}"`,
      others.flatMap((other) => other.issues),
    );
  const { spec } = entry;
  if (spec === undefined) throw new ConfigError(`The source "${name}"`, entry.issues);
  return { ...entry, type: spec.type, spec };
}

function unknownName(name: string, names: readonly string[]): DangoError {
  const meant = closestWord(name, names);
  const list = names.length === 0 ? 'The project has no sources.' : `Sources: ${names.join(', ')}.`;
  const firstStep = names.length === 0 ? 'Add the source to .dango/sources.yml.' : 'Use one of these names.';
  return new DangoError(`There is no source called "${name}". ${list}`, {
    code: 'name-unknown',
    hint: meant === undefined ? firstStep : `Did you mean "${meant}"?`,
  });
}
