import type { JsonObject, JsonValue } from '../spec/json-value.ts';
import type { SampleAnswer } from './samples/sample-request.ts';

/** What kind of text was read. */
export type ImportKind = 'url' | 'curl' | 'openapi' | 'har' | 'postman' | 'dlt' | 'dango_python' | 'dango';

/** Whether a text of this kind is a few requests that are meant as they are, and no list to choose from. */
export function isOfRequests(kind: ImportKind): kind is 'url' | 'curl' {
  return kind === 'url' || kind === 'curl';
}

/**
 * How sure a value is. `sure`: the text says it. `likely`: everything fits and nothing speaks against it. `guess`: a
 * candidate that a person should look at. `given`: a person said so.
 */
export type Confidence = 'sure' | 'likely' | 'guess' | 'given';

/** What speaks for a value. Never holds a credential. */
export interface Evidence {
  /** Where it stands: a JSON pointer in the document (`#/paths/~1users/get`), or words such as `command 2, -H`. */
  readonly at: string;
  /** What stands there, in a few words. */
  readonly text: string;
}

/** A value that was found, and why. */
export interface Chip<Value extends JsonValue = JsonValue> {
  readonly value: Value;
  readonly confidence: Confidence;
  /** The strongest first; empty for what counts by default. */
  readonly evidence: readonly Evidence[];
}

/** Keys of a source below `rest_api`, as sources.yml has them. Credentials are `${NAME}` references. */
export interface SourceSettings {
  readonly base_url: Chip<string>;
  readonly headers?: Chip<JsonObject> | undefined;
  readonly auth?: Chip<JsonObject> | undefined;
}

/** Keys of a resource, as sources.yml has them. Credentials are `${NAME}` references. */
export interface ResourceSettings {
  readonly name: Chip<string>;
  /** Path below the base URL, or an absolute URL; with `{resources.…}` where it is read for each record of a parent. */
  readonly endpoint: Chip<string>;
  readonly method?: Chip<string> | undefined;
  readonly params?: Chip<JsonObject> | undefined;
  readonly json?: Chip | undefined;
  readonly form?: Chip | undefined;
  readonly body?: Chip<string> | undefined;
  readonly headers?: Chip<JsonObject> | undefined;
  readonly auth?: Chip | undefined;
  readonly format?: Chip | undefined;
  /** `$` where the response is the list itself; that is not written. */
  readonly data_selector?: Chip<string> | undefined;
  readonly pagination?: Chip | undefined;
  readonly primary_key?: Chip | undefined;
  /** A candidate, never more: a cursor that is wrong loses rows, so a person switches it on. */
  readonly incremental?: Chip<JsonObject> | undefined;
  /** Types of columns that a person wants otherwise; never proposed. */
  readonly columns?: Chip<JsonObject> | undefined;
}

/** One request that reads, as a resource could make it. */
export interface ResourceProposal {
  /** Chosen by this: the `operationId`, else method and path; unique in the proposal. */
  readonly id: string;
  /** `list`: many records; `document`: one record; `unknown`: the text does not tell. */
  readonly kind: 'list' | 'document' | 'unknown';
  /** What it is, for people. */
  readonly title?: string | undefined;
  /** Where it was found. */
  readonly at: string;
  readonly settings: ResourceSettings;
  /** Ids of the proposals whose records fill its path. They are taken along. */
  readonly parents: readonly string[];
  /** What its token must allow, for OAuth 2. */
  readonly scopes: readonly string[];
  /** Whether its body is a query of GraphQL: it reads and no more, though it is sent by POST. Default false. */
  readonly isQuery?: boolean | undefined;
  /** Names of values that are written as `${NAME}` and that a person has to give. */
  readonly values: readonly string[];
}

/** A credential that was found in the text. It belongs into secrets.toml, and nowhere else. */
export interface FoundSecret {
  /** As `${NAME}` refers to it. */
  readonly name: string;
  readonly value: string;
}

/** Everything that a text tells of an API: what an importer makes and a person chooses from. Plain data. */
export interface SourceProposal {
  readonly kind: ImportKind;
  /** Name for the source: lower-case letters, digits and underscores, a letter first. */
  readonly name: Chip<string>;
  /** What the API is called. */
  readonly title?: string | undefined;
  readonly settings: SourceSettings;
  readonly resources: readonly ResourceProposal[];
  readonly secrets: readonly FoundSecret[];
  /** What the text itself says was answered, by id of the resource. Absent: it says nothing of answers. */
  readonly answers?: ReadonlyMap<string, SampleAnswer> | undefined;
  /** What was left out and why, what could not be read, what a person should look at. */
  readonly notes: readonly Note[];
}

export interface Note {
  readonly at: string;
  readonly text: string;
}

/** A source that can be written as it is. */
export interface FinishedSource {
  readonly name: string;
  /** The entry of sources.yml, without the dash. */
  readonly yaml: string;
  readonly secrets: readonly FoundSecret[];
  readonly notes: readonly Note[];
}

export function chip<Value extends JsonValue>(
  value: Value,
  confidence: Confidence,
  ...evidence: readonly Evidence[]
): Chip<Value> {
  return { value, confidence, evidence };
}
