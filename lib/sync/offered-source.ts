import type { ErrorRecord } from '../errors/dango-error.ts';
import type { ProposalChanges } from '../import/change-proposal.ts';
import type { ImportKind, Note } from '../import/proposal.ts';
import type { Proposal } from './import-source.ts';

/** A text that somebody pasted, and what was chosen of it since. */
export interface OfferRequest {
  readonly projectRoot: string;
  /** An address, commands of curl, or a document. May hold credentials: they leave the engine into secrets.toml only. */
  readonly text: string;
  /** Name of the source. Default: by what is read, with a number where it is taken. */
  readonly name?: string | undefined;
  /** Ids of the resources that are taken; those that they are read for come along. Default: see {@link SourceOffer}. */
  readonly operations?: readonly string[] | undefined;
  readonly changes?: ProposalChanges | undefined;
  /** Address of the API, in place of that which a document says. Default: as it says. */
  readonly baseUrl?: string | undefined;
  /** Values that the text does not have, by name. They are kept as secrets. */
  readonly values?: Readonly<Record<string, string>> | undefined;
}

/** What a text becomes. Plain data, without any credential. */
export interface SourceOffer {
  readonly kind: ImportKind;
  /** Whether it is a few requests that are meant as they are, and no list to choose from. */
  readonly isOfRequests: boolean;
  /** What is added: one source, or those of a configuration that is whole. */
  readonly sources: readonly string[];
  /** Undefined for a configuration that is whole. */
  readonly proposal: Proposal | undefined;
  /** Ids of what is taken. By default every request of a command or an address; of a document the lists that need no value, as long as those are few. */
  readonly chosen: readonly string[];
  /** What is written to sources.yml: a list of entries. Empty where nothing is chosen, or `fault` says why. */
  readonly yaml: string;
  /** Why what is chosen makes no source. */
  readonly fault: ErrorRecord | undefined;
  /** Names of credentials that go to secrets.toml. */
  readonly secrets: readonly string[];
  /** Whether the document does not say where the API is, and `baseUrl` does not either: nothing can be asked. */
  readonly lacksHost: boolean;
  /** Names of values that have to be given, by `values`, before it can run. */
  readonly missing: readonly string[];
  readonly notes: readonly Note[];
  /** Requests that change nothing until they are sent: searches by POST, of which nobody knows that they only read. */
  readonly unsent: readonly string[];
  /** Whether paging or a cursor would change the request that was sent, so that its rows do not show them: a test does. */
  readonly hasUnshown: boolean;
}
