import { isEmptyValue, quoted, type DltReport, type Placed } from './dlt-report.ts';
import type { DltEndpoint } from './dlt-config-spec.ts';
import { tracedMapping, type TracedValue } from '../traced-value.ts';

/** dlt's `response_actions` as rules. Only `ignore` does anything in dlt; all else is refused, where dlt passes over it. */
export function translateResponseActions(
  given: Placed<NonNullable<DltEndpoint['response_actions']>> | undefined,
  report: DltReport,
): TracedValue | undefined {
  if (given === undefined || given.value.length === 0) return undefined;
  const items = given.value.map((rule, index) => {
    const from = [...given.from, index];
    const { status_code: status, content, action } = rule;
    if (action !== 'ignore') refuseAction(action, [...from, 'action'], report);
    if (!isEmptyValue(status) && !(typeof status === 'number' && Number.isInteger(status))) {
      report.refuse(
        [...from, 'status_code'],
        `Expected a status as a number, got ${quoted(status)}`,
        'Write it without quotes, such as 404.',
      );
    }
    if (isEmptyValue(status) && isEmptyValue(content)) {
      report.refuse(from, 'This action fits every response', 'Add status_code or content.');
    }
    return tracedMapping(from, {
      status: typeof status === 'number' ? { from: [...from, 'status_code'], value: status } : undefined,
      text: isEmptyValue(content) ? undefined : { from: [...from, 'content'], value: String(content) },
      action: { from: [...from, 'action'], value: 'ignore' },
    });
  });
  return { from: given.from, items };
}

function refuseAction(action: unknown, from: Placed<unknown>['from'], report: DltReport): void {
  if (typeof action === 'string') {
    const hint =
      'Write ignore; any other status of 400 and above is an error without a rule. dango source convert gives more words.';
    report.refuse(from, `The action "${action}" does nothing in dlt`, hint);
  } else if (Array.isArray(action)) report.refuseFunction(from, 'Each of these actions');
  else report.refuse(from, `Expected the action "ignore", got ${quoted(action)}`, 'Write ignore.');
}
