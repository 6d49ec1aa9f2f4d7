import { expect, test } from 'vitest';
import { DangoError } from '../../errors/dango-error.ts';
import { explainModuleError } from './explain-module-error.ts';

/** An error that Node would have made at that line of the project. */
function thrownAt<Thrown extends Error>(error: Thrown, line: number | undefined): Thrown {
  const place =
    line === undefined ? '/elsewhere/node_modules/x/index.js:1:1' : `/project/custom_sources/a.ts:${line}:7`;
  error.stack = `${error.name}: ${error.message}\n    at read (${place})`;
  return error;
}

test('what is behind an error and the values that it carries are told', () => {
  const inner = thrownAt(new TypeError('no id'), 4);
  const cause = thrownAt(new Error('bad record', { cause: inner }), 5);
  const error = thrownAt(Object.assign(new Error('no luck', { cause }), { id: 7, record: { a: [1] } }), 9);
  const { message, code, at, hint, context } = explainModuleError(error, '/project', 'Resource users');
  expect({ message, code, at, hint, context }).toEqual({
    message: 'Resource users failed: Error: no luck',
    code: 'module-failed',
    at: { file: 'custom_sources/a.ts', line: 9, column: 7 },
    hint: 'Look at custom_sources/a.ts, line 9.',
    context: { caused_by: 'Error: bad record ← TypeError: no id', values: 'id = 7, record = {"a":[1]}' },
  });
});

test('an error of a package has the place of what is behind it', () => {
  const error = thrownAt(new Error('outer', { cause: thrownAt(new Error('inner'), 4) }), undefined);
  expect(explainModuleError(error, '/project', 'It').at).toMatchObject({ line: 4 });
});

test('what names itself, is no error or is long does no harm', () => {
  const loop: { self?: unknown } = {};
  loop.self = loop;
  const error = Object.assign(new Error('loop', { cause: 'a word' }), { loop, big: 12n, text: 'x'.repeat(1000) });
  error.cause = error;
  const { context } = explainModuleError(error, '/project', 'It');
  expect(context['values']).toMatch(/^loop = \[object Object\], big = 12, text = "x{199} …$/);
  expect(String(context['caused_by']).split(' ← ')).toHaveLength(5);
  expect(explainModuleError(undefined, '/project', 'It').message).toBe('It failed: threw undefined');
});

test("an error of Dango's own keeps its words, and gets the place", () => {
  const error = thrownAt(new DangoError('Known.', { code: 'records-missing', context: { url: 'u' } }), 3);
  expect(explainModuleError(error, '/project', 'It')).toMatchObject({
    message: 'Known.',
    code: 'records-missing',
    context: { url: 'u' },
    at: { line: 3 },
  });
});
