import { describe, expect, test } from 'vitest';
import type { FillContext } from './fill-context.ts';
import { fillPath } from './fill-path.ts';

const base = 'https://api.test/v1';

function fill(path: string, value: unknown): string | undefined {
  const context: FillContext = {
    resource: 'issues',
    parentRecord: { value },
    values: { place: String(value) },
    cursor: undefined,
  };
  return fillPath(path, base, context);
}

describe('a value in a path', () => {
  test.each([
    ['dlt-hub/dlt', 'repos/dlt-hub%2Fdlt/issues', 'repos/dlt-hub/dlt/issues'],
    ['a b/ü?x=1#y', 'repos/a%20b%2F%C3%BC%3Fx%3D1%23y/issues', 'repos/a%20b/%C3%BC%3Fx%3D1%23y/issues'],
    ['%2e%2e/x', 'repos/%252e%252e%2Fx/issues', 'repos/%252e%252e/x/issues'],
    [7, 'repos/7/issues', 'repos/7/issues'],
  ])('%s is one piece of it, or with + as many as it has', (value, encoded, kept) => {
    expect(fill('repos/{resources.repos.value}/issues', value)).toBe(encoded);
    expect(fill('repos/{+resources.repos.value}/issues', value)).toBe(kept);
    expect(fill('repos/{+for_each.place}/issues', value)).toBe(kept);
  });

  test.each(['/a', 'a/', 'a//b', '..', 'a/../b', './a', '/'])('%s leads elsewhere, and is refused', (value) => {
    expect(() => fill('repos/{+resources.repos.value}/issues', value)).toThrow(
      expect.objectContaining({
        code: 'records-missing',
        message: expect.stringContaining(`The value "${value}" of {resources.repos.value} cannot stand in`) as string,
      }),
    );
  });

  test('a placeholder that is the whole path is a URL of the API, unless it has a +', () => {
    expect(fill('{resources.repos.value}', 'https://api.test/v1/x?y=1')).toBe('https://api.test/v1/x?y=1');
    expect(fill('{resources.repos.value}', '/x/y')).toBe('https://api.test/x/y');
    expect(fill('{+resources.repos.value}', 'x/y?')).toBe('x/y%3F');
    expect(() => fill('{+resources.repos.value}', 'https://elsewhere.test/x')).toThrow('would lead elsewhere');
  });

  test.each([null, ''])('%j is nothing to read', (value) => {
    expect(fill('repos/{+resources.repos.value}', value)).toBeUndefined();
  });
});
