/** One request as it arrived. */
export interface ApiRequest {
  readonly method: string;
  /** Absolute, as the client sees it. */
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Text of the body; empty without one. */
  readonly body: string;
}
