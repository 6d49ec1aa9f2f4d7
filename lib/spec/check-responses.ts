import { checkExpression } from './expression/check-expression.ts';
import { responseCondition } from './expression/known-expressions.ts';
import { findingOf } from './finding-of.ts';
import { flattenResource, originOf } from './flat-resource.ts';
import { hasInterpolation } from './interpolation.ts';
import { parseJsonPath } from './json-path.ts';
import type { KeyPath } from './key-path.ts';
import type { ResourceDefaultsSpec } from './resource-spec.ts';
import { parseStatusRange } from './response-rule.ts';
import type { ResponseRuleSpec } from './responses-spec.ts';
import type { Finding } from './source-issue.ts';
import type { RestApiSpec } from './source-spec.ts';
import { templateTexts } from './template-texts.ts';

/** What rules for responses of the right shape may still get wrong. Paths are from the `rest_api` block. */
export function checkResponses(spec: RestApiSpec): Finding[] {
  const lists: [KeyPath, readonly ResponseRuleSpec[] | undefined][] = [[['responses'], spec.responses]];
  const add = (base: KeyPath, owner: ResourceDefaultsSpec | undefined) => {
    lists.push([[...base, 'responses'], owner?.responses]);
    if (typeof owner?.endpoint === 'object') {
      lists.push([[...base, 'endpoint', 'responses'], owner.endpoint.responses]);
    }
  };
  add(['resource_defaults'], spec.resource_defaults);
  spec.resources.forEach((resource, index) => add(['resources', index], resource));
  const findings = lists.flatMap(([path, rules = []]) =>
    rules.flatMap((rule, index) => checkRule(rule, [...path, index])),
  );
  return [...findings, ...spec.resources.flatMap((_, index) => checkSkips(spec, index))];
}

function checkRule(rule: ResponseRuleSpec, path: KeyPath): Finding[] {
  const findings: (Finding | undefined)[] = [];
  const add = (key: string, message: string, hint: string) =>
    findings.push({ path: [...path, key], part: 'key', message, hint });
  const { status, text, path: jsonPath, equals, not_equals, action, message, wait, when } = rule;
  if (status === undefined && text === undefined && jsonPath === undefined && when === undefined) {
    findings.push({
      path,
      message: 'The rule fits every response',
      hint: 'Add status, text, path or when, so that it fits only the responses that it is for.',
    });
  }
  if (jsonPath === undefined && equals !== undefined) add('equals', '"equals" needs a path', 'Add path.');
  if (jsonPath === undefined && not_equals !== undefined) add('not_equals', '"not_equals" needs a path', 'Add path.');
  if (equals !== undefined && not_equals !== undefined) {
    add('not_equals', 'The rule has both "equals" and "not_equals"', 'Remove one of them.');
  }
  if (message !== undefined && action !== 'fail') add('message', '"message" is for action: fail', 'Remove it.');
  if (wait !== undefined && action !== 'wait') add('wait', '"wait" is for action: wait', 'Remove it, or wait.');
  if (when !== undefined) findings.push(...checkExpression(when, [...path, 'when'], responseCondition));
  if (jsonPath !== undefined && !hasInterpolation(jsonPath)) {
    findings.push(findingOf([...path, 'path'], () => parseJsonPath(jsonPath)));
  }
  const statuses = Array.isArray(status) ? status : status === undefined ? [] : [status];
  statuses.forEach((one, index) => {
    if (hasInterpolation(String(one))) return;
    const place = Array.isArray(status) ? [...path, 'status', index] : [...path, 'status'];
    findings.push(findingOf(place, () => parseStatusRange(one)));
  });
  return findings.filter((finding) => finding !== undefined);
}

/** A rule of the source or the defaults may be meant for some of its resources; one of a resource is meant for it. */
function checkSkips(spec: RestApiSpec, index: number): Finding[] {
  const resource = spec.resources[index];
  if (resource === undefined) return [];
  const own = originOf(spec, index, 'responses');
  const flat = flattenResource(resource, spec.resource_defaults);
  // Whether a placeholder is complete is said elsewhere.
  const isChild = templateTexts(flat).some(({ text }) => /\{\+?resources\./.test(text));
  if (own[0] !== 'resources' || isChild) return [];
  return (flat.responses ?? []).flatMap(({ action }, position) =>
    action === 'skip_child'
      ? [
          {
            path: [...own, position, 'action'],
            message: `Resource "${resource.name}" has no parent whose next record could be read`,
            hint: 'Use action: ignore, which ends the list without this response.',
          },
        ]
      : [],
  );
}
