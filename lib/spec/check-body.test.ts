import { expect, test } from 'vitest';
import { checkBody } from './check-body.ts';
import type { ResourceSpec } from './resource-spec.ts';

function told(resource: Omit<ResourceSpec, 'name'>, allowsGet = false): string[] {
  const spec = { base_url: 'https://a.b', resources: [{ name: 'a', ...resource }] };
  return checkBody(spec, 0, allowsGet).map(({ path, message }) => `${path.at(-1)} | ${message}`);
}

test('a POST has one body, of any of three kinds', () => {
  expect(told({ method: 'POST', json: {} })).toEqual([]);
  expect(told({ method: 'POST', form: [['a', 1]] })).toEqual([]);
  expect(told({ method: 'POST', body: 'x' })).toEqual([]);
  expect(told({ method: 'POST', json: {}, endpoint: { form: { a: 1 } } })).toEqual([
    'form | Resource "a" has both json and form, but a request has one body',
  ]);
});

test('a GET has none, unless that is allowed', () => {
  expect(told({ body: 'x' })).toEqual(['body | Resource "a" has a body, which a GET request does not send']);
  expect(told({ json: {} })).toEqual(['json | Resource "a" has a json body, which a GET request does not send']);
  expect(told({ json: {} }, true)).toEqual([]);
});
