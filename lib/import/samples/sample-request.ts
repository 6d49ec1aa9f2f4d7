import type { JsonObject, JsonValue } from '../../spec/json-value.ts';
import type { Evidence } from '../proposal.ts';

/**
 * One request that somebody sent or wrote down: by curl, in a browser, in a collection. Its texts are in the spelling of
 * sources.yml: `${NAME}` is a value that is not there, `$${` a plain `${`.
 */
export interface SampleRequest {
  /** Where it was found, for evidence: `command 2`. */
  readonly at: string;
  readonly title?: string | undefined;
  /** In capitals. */
  readonly method: string;
  /** Absolute; user name and password in front of the host are understood. */
  readonly url: string;
  /** In their order, as written. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: SampleBody | undefined;
  /** Credentials that were given apart from the headers, as `auth` of sources.yml; `none` where none are sent. */
  readonly auth?: JsonObject | 'none' | undefined;
  /** What `auth` was read from, if not from the request itself. */
  readonly authFrom?: Evidence | undefined;
  /** What was answered; empty where nothing is known. */
  readonly answers: readonly SampleAnswer[];
}

export type SampleBody =
  | { readonly type: 'json'; readonly value: JsonValue }
  | { readonly type: 'form'; readonly fields: readonly (readonly [name: string, value: string])[] }
  | { readonly type: 'text'; readonly text: string };

export interface SampleAnswer {
  readonly at: string;
  /** As JSON. */
  readonly body: unknown;
  /** The same as it came, with every digit. Absent: it is known elsewhere. */
  readonly text?: string | undefined;
  /** The `Link` header. */
  readonly link?: string | undefined;
}
