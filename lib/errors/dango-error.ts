import type { ErrorCode } from './error-codes.ts';
import type { SourceLocation } from './source-location.ts';

const marker = Symbol.for('dango.error');

export interface DangoErrorOptions {
  readonly code: ErrorCode;
  /** The next step, as one imperative sentence. */
  readonly hint?: string | undefined;
  /** The line of a project file that caused it. */
  readonly at?: SourceLocation | undefined;
  /** Facts for programs (URL, table, status); never secret. */
  readonly context?: ErrorContext | undefined;
  readonly cause?: unknown;
}

export type ErrorContext = Readonly<Record<string, string | number | boolean | null>>;

/** How an error travels between processes and to `--json` readers. */
export interface ErrorRecord {
  readonly code: ErrorCode | 'internal';
  readonly message: string;
  readonly hint?: string | undefined;
  readonly at?: SourceLocation | undefined;
  readonly context?: ErrorContext | undefined;
  /** Further findings of the same kind, such as every issue in a YAML file. */
  readonly details?: readonly ErrorRecord[] | undefined;
}

/** An error that was expected and can be explained. Anything else that reaches an edge is a bug of Dango. */
export class DangoError extends Error {
  override readonly name: string = 'DangoError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly at: SourceLocation | undefined;
  readonly context: ErrorContext;
  readonly details: readonly ErrorRecord[] = [];

  constructor(message: string, { code, hint, at, context = {}, cause }: DangoErrorOptions) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.hint = hint;
    this.at = at;
    this.context = context;
    Object.defineProperty(this, marker, { value: true });
  }

  /** True for errors of every copy of this class, also of one loaded twice. */
  static is(value: unknown): value is DangoError {
    return typeof value === 'object' && value !== null && marker in value;
  }
}
