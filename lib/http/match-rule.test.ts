import { describe, expect, test } from 'vitest';
import type { ResponseRule } from '../spec/response-rule.ts';
import { viewBody } from './body-view.ts';
import { describeMatch, matchRule } from './match-rule.ts';

const bodyOf = (body: unknown) =>
  viewBody({ headers: {}, bytes: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) });

const fits = (rule: Omit<ResponseRule, 'action'>, status: number, body: unknown = {}) =>
  matchRule([{ ...rule, action: 'ignore' }], status, bodyOf(body)) !== undefined;

describe('a status', () => {
  test.each([
    [404, [404], [400, 405]],
    ['404', [404], [403]],
    ['5xx', [500, 599], [499]],
    ['400-410', [400, 410], [399, 411]],
    [[204, '4xx'], [204, 418], [200]],
  ])('%j fits %j and not %j', (status, yes, no) => {
    expect(yes.map((code) => fits({ status }, code))).not.toContain(false);
    expect(no.map((code) => fits({ status }, code))).not.toContain(true);
  });

  test('may be anything', () => {
    expect(fits({ text: 'x' }, 200, 'xyz')).toBe(true);
  });

  test.each(['soon', 600, '4x', '500-400', ''])('is not %j', (status) => {
    expect(() => fits({ status }, 200)).toThrow('neither a status nor a range');
  });
});

describe('an expression', () => {
  test.each([
    ['body.error.code == 42', { error: { code: 42 } }, true],
    ['body.error.code == 42', { error: { code: 41 } }, false],
    ['body.error.code == 42', { rows: [] }, false],
    ['body.error.code == 42', 'no JSON', false],
    ['body[0].ok == false', [], false],
    ['status == 200 && size(body.rows) == 0', { rows: [] }, true],
    ['headers["x-left"] == "0"', {}, false],
  ])('%s of %j: %s', (when, body, isFit) => {
    expect(fits({ when }, 200, body)).toBe(isFit);
  });

  test('that cannot be worked out is an error, and is told as what was found', () => {
    expect(() => fits({ when: 'body.left < 1' }, 200, { left: null })).toThrow(
      'A rule in responses cannot be worked out',
    );
    expect(describeMatch({ when: 'body.a == 1', action: 'fail' }, 200, bodyOf({ a: 1 }))).toBe(
      'status 200 with body.a == 1',
    );
  });
});

describe('what is at a path', () => {
  test.each([
    [{ error: 'x' }, true],
    [{ error: { code: 1 } }, true],
    [{ error: [0] }, true],
    [{ error: 0 }, true],
    [{ error: true }, true],
    [{ error: null }, false],
    [{ error: '' }, false],
    [{ error: [] }, false],
    [{ error: {} }, false],
    [{ error: false }, false],
    [{}, false],
    [[], false],
    ['not JSON: error', false],
  ])('is something in %j: %s', (body, expected) => {
    expect(fits({ path: 'error' }, 200, body)).toBe(expected);
  });

  test('equals a value, or one of several, however it is spelt', () => {
    expect(fits({ path: 'ok', equals: false }, 200, { ok: false })).toBe(true);
    expect(fits({ path: 'ok', equals: false }, 200, {})).toBe(false);
    expect(fits({ path: 'e.code', equals: ['7', 8] }, 200, { e: { code: 7 } })).toBe(true);
    expect(fits({ path: 'e.code', equals: '9007199254740993' }, 200, '{"e":{"code":9007199254740993}}')).toBe(true);
    expect(fits({ path: 'e', equals: null }, 200, { e: null })).toBe(true);
    expect(fits({ path: 'e', equals: 'null' }, 200, { e: null })).toBe(false);
  });

  test('does not equal a value, also where there is none', () => {
    const rule = { path: 'status', notEquals: ['ok', 'partial'] };
    expect(fits(rule, 200, { status: 'ok' })).toBe(false);
    expect(fits(rule, 200, { status: 'failed' })).toBe(true);
    expect(fits(rule, 200, {})).toBe(true);
    expect(fits(rule, 200, '<html>')).toBe(false);
  });
});

test('all conditions of a rule must fit, and the first rule that does counts', () => {
  const rules: ResponseRule[] = [
    { status: 200, text: 'no', action: 'ignore' },
    { status: 200, path: 'a', equals: 1, action: 'retry' },
    { status: '2xx', action: 'fail' },
  ];
  expect(matchRule(rules, 200, bodyOf({ a: 1 }))?.action).toBe('retry');
  expect(matchRule(rules, 200, bodyOf({ a: 2 }))?.action).toBe('fail');
  expect(matchRule(rules, 404, bodyOf({ a: 1 }))).toBeUndefined();
});

test('what was found is said in words', () => {
  const rule: ResponseRule = { path: 'error', text: 'busy', action: 'retry' };
  expect(describeMatch(rule, 200, bodyOf({ error: { code: 'busy' } }))).toBe(
    'status 200 with the text "busy" and error = {"code":"busy"}',
  );
  expect(describeMatch({ status: 404, action: 'ignore' }, 404, bodyOf(''))).toBe('status 404');
  expect(describeMatch({ path: 'x', notEquals: 1, action: 'fail' }, 200, bodyOf({}))).toBe(
    'status 200 with x = nothing',
  );
});
