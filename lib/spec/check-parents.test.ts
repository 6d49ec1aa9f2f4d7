import { expect, test } from 'vitest';
import { validateSources } from './validate-sources.ts';

const resources = (...list: readonly string[]) =>
  `sources: [{ name: shop, type: rest_api, rest_api: { base_url: https://x.test, resources: [${list.map((keys) => `{${keys}}`).join(', ')}] } }]`;

const told = (text: string) => validateSources(text, 'sources.yml').issues.map(({ message }) => message);

test('parents of several lines are combined where all of their records belong together and come each time', () => {
  const both = 'name: c, endpoint: "/{resources.a.id}", params: {x: "{resources.b.id}"}';
  expect(told(resources('name: a', 'name: b', `${both}, include_from_parent: [a.id, b.x.y]`))).toEqual([]);
  expect(told(resources('name: a', 'name: b', `${both}, include_from_parent: [id]`))).toEqual([
    'include_from_parent names "id", and this resource has several parents: a, b',
  ]);
  expect(
    told(
      resources(
        'name: r',
        'name: a, endpoint: "/{resources.r.id}/a"',
        'name: b, endpoint: "/{resources.r.id}/b"',
        both,
      ),
    ),
  ).toEqual(['"a" and "b" both lie below "r", so not all of their records belong together']);
  const moving = 'name: a, incremental: {cursor_path: at}';
  expect(told(resources(moving, 'name: b', both))).toEqual([
    'This resource needs every record of "a" and "b", but those of "a" come only as they are new',
  ]);
  expect(told(resources(`${moving}, write_disposition: replace`, 'name: b', both))).toEqual([]);
});

test('a placeholder that keeps slashes stands in a path, and nowhere else', () => {
  const child = (keys: string) => told(resources('name: a', `name: c, for_each: {x: [u/v]}, ${keys}`));
  expect(child('endpoint: "/{+resources.a.id}/{+for_each.x}?q={resources.a.id}"')).toEqual([]);
  expect(child('endpoint: "/{for_each.x}?q={+resources.a.id}"')).toEqual([
    '{+resources.a.id} keeps the slashes of a path, and has no place behind the path of an endpoint',
  ]);
  expect(child('params: {p: "{+resources.a.id}", q: "{for_each.x}"}')).toEqual([
    '{+resources.a.id} keeps the slashes of a path, and has no place in params',
  ]);
  expect(child('endpoint: "/{+resources.b.id}/{for_each.x}"')).toEqual([
    '{resources.b.id} names the resource "b", which this source does not have',
  ]);
});
