import { expect, test } from 'vitest';
import { checkResponses } from './check-responses.ts';
import type { ResponseRuleSpec } from './responses-spec.ts';
import type { RestApiSpec } from './source-spec.ts';

const spec = (more: Partial<RestApiSpec>): RestApiSpec => ({
  base_url: 'https://x.test',
  resources: [{ name: 'users' }],
  ...more,
});

test.each<[ResponseRuleSpec, string, string]>([
  [{ action: 'ignore' }, '', 'The rule fits every response'],
  [{ status: 404, equals: 1, action: 'ignore' }, 'equals', '"equals" needs a path'],
  [{ status: 404, not_equals: 1, action: 'ignore' }, 'not_equals', '"not_equals" needs a path'],
  [{ path: 'a', equals: 1, not_equals: 2, action: 'fail' }, 'not_equals', 'The rule has both'],
  [{ status: 404, message: 'x', action: 'ignore' }, 'message', '"message" is for action: fail'],
  [{ status: 404, wait: 1, action: 'retry' }, 'wait', '"wait" is for action: wait'],
  [{ path: 'a.b.', action: 'fail' }, 'path', '"a.b." is not a path'],
  [{ status: '4x4', action: 'ignore' }, 'status', '"4x4" is neither a status'],
  [{ status: [404, 900], action: 'ignore' }, 'status.1', '"900" is neither a status'],
])('%j is refused at "%s"', (rule, place, message) => {
  const findings = checkResponses(spec({ responses: [rule] }));
  expect(findings).toHaveLength(1);
  expect(findings[0]?.path.slice(2).join('.')).toBe(place);
  expect(findings[0]?.message).toContain(message);
});

test('rules are found wherever they are written, and good ones are left alone', () => {
  const bad: ResponseRuleSpec = { action: 'fail' };
  const good: ResponseRuleSpec = {
    status: ['5xx', 404],
    path: 'a[0].b',
    equals: [1, null],
    action: 'fail',
    message: 'x',
  };
  const findings = checkResponses(
    spec({
      responses: [good, bad],
      resource_defaults: { endpoint: { responses: [bad] } },
      resources: [{ name: 'users', responses: [good, good, bad] }],
    }),
  );
  expect(findings.map(({ path }) => path.join('.'))).toEqual([
    'responses.1',
    'resource_defaults.endpoint.responses.0',
    'resources.0.responses.2',
  ]);
});

test('a resource without parent cannot skip one, a source may say it for those that have one', () => {
  const responses: ResponseRuleSpec[] = [{ status: 404, action: 'skip_child' }];
  const child = { name: 'orders', endpoint: '/users/{resources.users.id}/orders', responses };
  expect(checkResponses(spec({ responses, resources: [{ name: 'users' }, child] }))).toEqual([]);
  expect(checkResponses(spec({ resources: [{ name: 'users', responses }] }))).toMatchObject([
    { path: ['resources', 0, 'responses', 0, 'action'], message: expect.stringContaining('has no parent') as string },
  ]);
});
