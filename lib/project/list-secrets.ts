import type { SourceLocation } from '../errors/source-location.ts';
import { parseInterpolation } from '../spec/interpolation.ts';
import { walkStrings } from '../spec/walk-strings.ts';
import { isPlainObject } from '../util/plain-object.ts';
import type { Project } from './load-project.ts';
import { lookUpSecret, originInSecrets, ownerOf, type StoredPlace } from './look-up-secret.ts';
import type { SecretStore } from './secret-store.ts';

/** A name that has a value or needs one. Never holds the value. */
export interface SecretListing {
  readonly name: string;
  /** The source that uses it with `${…}`; undefined for a value in secrets.toml that none names so. */
  readonly source: string | undefined;
  /** `default`: no place has a value, but sources.yml gives a default. */
  readonly status: 'set' | 'default' | 'missing';
  /** The place of the value in words; undefined without one. */
  readonly origin: string | undefined;
  /** Where secrets.toml holds it; undefined where the value comes from elsewhere. */
  readonly stored: StoredPlace | undefined;
  /** Where sources.yml names it. */
  readonly usedAt: readonly SourceLocation[];
}

/**
 * Every `${NAME}` in the usable sources, then every further value of secrets.toml, which modules read by the names of
 * their parameters.
 */
export function listSecrets({ sources }: Pick<Project, 'sources'>, store: SecretStore): SecretListing[] {
  const used = sources.flatMap((entry) => {
    const { spec } = entry;
    if (spec === undefined) return [];
    const listings = new Map<string, SecretListing>();
    walkStrings(spec, (text, path) => {
      for (const part of parseInterpolation(text)) {
        if (part.type === 'literal') continue;
        const { found } = lookUpSecret(store, part.name, ownerOf(spec));
        const before = listings.get(part.name);
        const absent = part.defaultText === undefined || before?.status === 'missing' ? 'missing' : 'default';
        listings.set(part.name, {
          name: part.name,
          source: entry.name,
          status: found === undefined ? absent : 'set',
          origin: found?.origin,
          stored: found?.stored,
          usedAt: [...(before?.usedAt ?? []), entry.locate(path)],
        });
      }
    });
    return [...listings.values()];
  });
  const origins = new Set(used.map(({ origin }) => origin));
  return [...used, ...valuesInFile(store.secrets, []).filter(({ origin }) => !origins.has(origin))];
}

function valuesInFile(table: unknown, section: readonly string[]): SecretListing[] {
  if (!isPlainObject(table)) return [];
  return Object.entries(table).flatMap(([key, value]): SecretListing[] =>
    isPlainObject(value)
      ? valuesInFile(value, [...section, key])
      : [
          {
            name: key,
            source: undefined,
            status: 'set',
            origin: originInSecrets(section, key),
            stored: { section: section.join('.'), key },
            usedAt: [],
          },
        ],
  );
}
