import { describeValue } from '../describe-value.ts';
import type { KeyPath } from '../key-path.ts';
import type { Finding } from '../source-issue.ts';

/** A value of a dlt configuration with its place in it. */
export interface Placed<Value> {
  readonly value: Value;
  readonly from: KeyPath;
}

/** Collects what a configuration says that cannot be done, while the rest of it is read. */
export class DltReport {
  readonly findings: Finding[] = [];

  refuse(path: KeyPath, message: string, hint: string, part: 'key' | 'value' = 'value'): undefined {
    this.findings.push({ path, part, message, hint });
    return undefined;
  }

  /** What was found wrong with the value at a place. */
  add(at: KeyPath, findings: readonly Finding[]): undefined {
    this.findings.push(...findings.map((finding) => ({ ...finding, path: [...at, ...finding.path] })));
    return undefined;
  }

  /** What Python can say and YAML cannot. */
  refuseFunction(path: KeyPath, what: string): undefined {
    return this.refuse(
      path,
      `${what} is a function in dlt, which YAML cannot hold`,
      'Write this source as a module: dango source new NAME --template custom-paginated.',
    );
  }
}

/** A value that Python would take for nothing: null, an empty text, list or mapping. */
export function isEmptyValue(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** A text in quotes; anything else in words. */
export function quoted(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : describeValue(value);
}
