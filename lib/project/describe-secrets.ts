import type { SourceLocation } from '../errors/source-location.ts';
import { listSecrets, type SecretListing } from './list-secrets.ts';
import { moduleSources, type ModuleSource } from './list-modules.ts';
import { loadProject } from './load-project.ts';
import { findSecretMentions } from './secret-mentions.ts';
import { loadSecretStore } from './secret-store.ts';

/** A secret with all that is known of who reads it. Never holds the value. */
export interface DescribedSecret extends SecretListing {
  /** Of a value that no source names: where modules have its name as a word, and so may read it. */
  readonly mentionedAt: readonly SourceLocation[];
  /** Of a value that no source reads because another place comes first: that place, and the sources that read it there. */
  readonly behind: { readonly origin: string; readonly sources: readonly string[] } | undefined;
}

export interface SecretsDescription {
  readonly secrets: readonly DescribedSecret[];
  /** Names of all sources, for which a secret may be kept apart. */
  readonly sources: readonly string[];
  /** The sources that are modules, with their file in custom_sources, which need not be there. */
  readonly modules: readonly ModuleSource[];
}

/**
 * Every secret of a project, and who uses it.
 * @throws DangoError `config-invalid` for a broken `secrets.toml`.
 */
export function describeSecrets(projectRoot: string): SecretsDescription {
  const project = loadProject(projectRoot);
  const listings = listSecrets(project, loadSecretStore(project.root));
  const unnamed = listings.filter(({ source }) => source === undefined).map(({ name }) => name);
  const mentions = findSecretMentions(project.root, unnamed);
  const secrets = listings.map((listing): DescribedSecret => ({
    ...listing,
    mentionedAt: listing.source === undefined ? (mentions.get(listing.name) ?? []) : [],
    behind: listing.source === undefined ? readElsewhere(listing, listings) : undefined,
  }));
  return { secrets, sources: project.sources.map(({ name }) => name), modules: moduleSources(project.root) };
}

function readElsewhere({ name }: SecretListing, listings: readonly SecretListing[]): DescribedSecret['behind'] {
  const others = listings.filter(
    (other) => other.source !== undefined && other.name.toLowerCase() === name.toLowerCase() && other.status === 'set',
  );
  const [first] = others;
  if (first?.origin === undefined) return undefined;
  const sources = others.filter(({ origin }) => origin === first.origin).flatMap(({ source }) => source ?? []);
  return { origin: first.origin, sources };
}
