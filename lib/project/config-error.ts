import { DangoError, type ErrorRecord } from '../errors/dango-error.ts';
import { formatLocation } from '../errors/source-location.ts';
import { issueToRecord, type SourceIssue } from '../spec/source-issue.ts';

/** A project file with faults: `details` has one record for each of them. */
export class ConfigError extends DangoError {
  override readonly name = 'ConfigError';
  override readonly details: readonly ErrorRecord[];

  /** `what` names what cannot be used, such as `The source "shop"`. */
  constructor(what: string, issues: readonly SourceIssue[]) {
    const [first] = issues;
    const rest = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
    const fault = first === undefined ? '' : `: ${formatLocation(first.at)} ${issueToRecord(first).message}${rest}`;
    super(`${what} is not configured correctly${fault}`, {
      code: 'config-invalid',
      hint: first?.hint,
      at: first?.at,
    });
    this.details = issues.map(issueToRecord);
  }
}
