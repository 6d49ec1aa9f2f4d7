import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapePlaceholders, hasPlaceholder, parsePlaceholders, unescapePlaceholders } from './placeholders.ts';

describe('parsePlaceholders', () => {
  test('a text without placeholders is one literal', () => {
    expect(parsePlaceholders('/users')).toEqual([{ type: 'literal', text: '/users' }]);
    expect(parsePlaceholders('')).toEqual([]);
  });

  test('a resource placeholder names the parent and a path in its record', () => {
    expect(parsePlaceholders('/users/{resources.users.address.id}/posts')).toEqual([
      { type: 'literal', text: '/users/' },
      { type: 'resource', text: '{resources.users.address.id}', resource: 'users', fieldPath: 'address.id' },
      { type: 'literal', text: '/posts' },
    ]);
  });

  test('a field may be written in brackets', () => {
    expect(parsePlaceholders(`{resources.users['odd name']}`)).toEqual([
      expect.objectContaining({ resource: 'users', fieldPath: `['odd name']` }),
    ]);
  });

  test('a plus keeps the slashes of the value', () => {
    expect(parsePlaceholders('/repos/{+resources.repos.full_name}/{+for_each.place}')).toEqual([
      { type: 'literal', text: '/repos/' },
      {
        type: 'resource',
        text: '{+resources.repos.full_name}',
        resource: 'repos',
        fieldPath: 'full_name',
        keepsSlashes: true,
      },
      { type: 'literal', text: '/' },
      { type: 'for_each', text: '{+for_each.place}', name: 'place', fieldPath: '', keepsSlashes: true },
    ]);
    expect(() => parsePlaceholders('{+resources.repos}')).toThrow(expect.objectContaining({ code: 'config-invalid' }));
    expect(parsePlaceholders('{+id}')).toEqual([{ type: 'literal', text: '{+id}' }]);
  });

  test('an incremental placeholder names a position of the cursor', () => {
    expect(parsePlaceholders('{incremental.start_value}')).toEqual([
      { type: 'incremental', text: '{incremental.start_value}', attribute: 'start_value' },
    ]);
  });

  test.each(['{id}', '{{resources}}', '{resource.users.id}', '{ resources.users.id }', '${NAME}', '{"resources":1}'])(
    '%s is plain text',
    (text) => {
      expect(parsePlaceholders(text)).toEqual([{ type: 'literal', text }]);
    },
  );

  test.each(['{resources.users}', '{resources.}', '{resources.users.}', '{resources.users.id', '{resources..id}'])(
    '%s is refused',
    (text) => {
      expect(() => parsePlaceholders(`a${text}`)).toThrow(expect.objectContaining({ code: 'config-invalid' }));
    },
  );

  test('an unknown attribute of a cursor is refused with what was meant', () => {
    expect(() => parsePlaceholders('{incremental.last_valu}')).toThrow(
      expect.objectContaining({ hint: 'Did you mean {incremental.last_value}?' }),
    );
  });
});

test('a brace behind a backslash is plain text', () => {
  const text = String.raw`a\{resources.users.id}{resources.users.id}`;
  expect(parsePlaceholders(text).map((part) => `${part.type} ${part.text}`)).toEqual([
    'literal a',
    'literal {resources.users.id}',
    'resource {resources.users.id}',
  ]);
  expect(hasPlaceholder(String.raw`\{incremental.x}`)).toBe(false);
});

test('an escaped text has no placeholders and reads as it was', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('{resources.a.b}', '{+resources.a.b}', '{', '}', '{incremental.', '+', 'x'), {
        maxLength: 6,
      }),
      (pieces) => {
        const text = pieces.join('');
        const escaped = escapePlaceholders(text);
        expect(hasPlaceholder(escaped)).toBe(false);
        expect(
          parsePlaceholders(escaped)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
        expect(unescapePlaceholders(escaped)).toBe(text);
      },
    ),
  );
});

test('the pieces joined are the text again', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom('{resources.a.b}', '{+resources.a.b}', '{incremental.last_value}', '{', '}', '{x.y}'),
  );
  fc.assert(
    fc.property(
      fc
        .array(piece)
        .filter((pieces) => !/\\\{|\{\+?(resources|incremental)\.(?!a\.b\}|last_value\})/.test(pieces.join(''))),
      (pieces) => {
        const text = pieces.join('');
        expect(
          parsePlaceholders(text)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      },
    ),
  );
});
