import type { ResponseAction, ResponseRule } from '../spec/response-rule.ts';
import { viewBody, type BodyView } from './body-view.ts';
import { describeMatch, matchRule } from './match-rule.ts';
import { decideRetry, planRepeat, type FinishedAttempt, type RetryDecision } from './retry-policy.ts';

/** What a rule says about the response that a request ended with. */
export interface Ruling {
  readonly action: ResponseAction;
  /** What the rule found, in words, unmasked: `status 200 with error.code = "busy"`. */
  readonly cause: string;
  /** What the error says, where the rule says it. */
  readonly message: string | undefined;
}

export type NextDecision = RetryDecision & {
  /** True where every request of the client has to wait. */
  readonly isForAll?: boolean;
  /** Where a rule ends the request. */
  readonly ruling?: Ruling;
  /** The body, if a rule has looked at it. */
  readonly body?: BodyView;
};

/**
 * Decides what follows an attempt. The first rule that fits the response counts, before the usual repetitions. Where it
 * wants one and none is left, the next rule that fits and wants something else does.
 */
export function decideNext(rules: readonly ResponseRule[], finished: FinishedAttempt): NextDecision {
  const { outcome } = finished;
  if (outcome.type === 'failure' || rules.length === 0) return decideRetry(finished);
  const { status } = outcome;
  const body = viewBody(outcome);
  const rule = matchRule(rules, status, body);
  if (rule === undefined) return { ...decideRetry(finished), body };
  const rulingOf = (one: ResponseRule): Ruling => ({
    action: one.action,
    cause: describeMatch(one, status, body),
    message: one.message,
  });
  if (!isRepeating(rule)) return { type: 'stop', ruling: rulingOf(rule), body };
  const decision = planRepeat(finished, rulingOf(rule).cause, rule.waitMs);
  if (decision.type === 'wait') return { ...decision, isForAll: rule.action === 'wait' };
  const others = rules.filter((one) => !isRepeating(one));
  return { ...decision, ruling: rulingOf(matchRule(others, status, body) ?? rule), body };
}

function isRepeating({ action }: ResponseRule): boolean {
  return action === 'retry' || action === 'wait';
}
