import type { JsonValue } from '../data/json-value.ts';

/** What a route answers; sent as JSON. */
export interface ApiAnswer {
  /** Default: 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: JsonValue;
}

/** Thrown by a route that refuses a request; it is answered as `{"error": {"code": …, "message": …}}`. */
export class ApiProblem extends Error {
  override readonly name: string = 'ApiProblem';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }

  toAnswer(): ApiAnswer {
    return {
      status: this.status,
      headers: this.headers,
      body: { error: { code: this.status, message: this.message } },
    };
  }
}
