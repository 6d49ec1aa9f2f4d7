import { DangoError } from '../errors/dango-error.ts';

/**
 * What is done with a response: `ignore` ends the list without its records, `retry` asks again, `wait` asks again after
 * a wait that is no attempt, `fail` ends with an error, `stop_resource` ends the resource with what it has,
 * `skip_child` goes on with the next record of the parent.
 */
export const responseActions = ['ignore', 'retry', 'wait', 'fail', 'stop_resource', 'skip_child'] as const;
export type ResponseAction = (typeof responseActions)[number];

type Scalar = string | number | boolean | null;

/** Says what is done with a response that fits all of `status`, `text`, `path` and `when` that are given. */
export interface ResponseRule {
  /** `404`, `'5xx'`, `'400-499'`, or several of them. Default: any. */
  readonly status?: number | string | readonly (number | string)[] | undefined;
  /** Occurs in the body. Default: any body. */
  readonly text?: string | undefined;
  /** Path in the response; without `equals` and `notEquals` there must be something: not null, false or empty. */
  readonly path?: string | undefined;
  /** What is at `path`; of several values any. */
  readonly equals?: Scalar | readonly Scalar[] | undefined;
  /** What is not at `path`, also because nothing is; of several values none. */
  readonly notEquals?: Scalar | readonly Scalar[] | undefined;
  /** Expression of `body`, `status` and `headers` that is true. Default: any response. */
  readonly when?: string | undefined;
  readonly action: ResponseAction;
  /** For `fail`: what the error says. Default: what was found. */
  readonly message?: string | undefined;
  /** For `wait`, in milliseconds. Default: what the server asks for, else as for `retry`. */
  readonly waitMs?: number | undefined;
}

/** The first and last status of `404`, `4xx` or `400-499`. @throws `config-invalid` for anything else. */
export function parseStatusRange(status: number | string): readonly [first: number, last: number] {
  const text = String(status);
  const [, first = '', last = first] = /^\s*([1-5]\d\d)(?:\s*-\s*([1-5]\d\d))?\s*$/.exec(text) ?? [];
  if (first !== '' && Number(first) <= Number(last)) return [Number(first), Number(last)];
  const hundreds = /^\s*([1-5])xx\s*$/i.exec(text)?.[1];
  if (hundreds !== undefined) return [Number(hundreds) * 100, Number(hundreds) * 100 + 99];
  throw new DangoError(`"${text}" is neither a status nor a range of them`, {
    code: 'config-invalid',
    hint: 'Write a status such as 404, 5xx or 400-499.',
  });
}
