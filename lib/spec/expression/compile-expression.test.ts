import { describe, expect, test } from 'vitest';
import { createExpressionCompiler, ExpressionError } from './compile-expression.ts';

const compile = createExpressionCompiler({ record: 'map' }, 'value');
const condition = createExpressionCompiler({ record: 'map' }, 'boolean');
const record = {
  status: 'Paid',
  amount: 12,
  half: 1.5,
  big: 9007199254740993n,
  huge: 99999999999999999999999n,
  no: null,
  items: [
    { price: 2, quantity: 3 },
    { price: 1, quantity: 1 },
  ],
  tags: ['a'],
  at: '2024-01-01T00:00:00Z',
  seconds: 1704067200,
  inner: { x: 1 },
};
const give = (text: string, given: object = record): unknown => compile(text).evaluate({ record: given });

/** What an expression is refused with, and where. */
function fault(text: string, given?: object): readonly [message: string, hint: string | undefined] {
  try {
    const made = compile(text);
    return ['', String(made.evaluate({ record: given ?? record }))];
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return [error.message, error.hint];
  }
}

describe('an expression', () => {
  test.each([
    ["record.status == 'Paid' && record.amount > 10", true],
    ['record.amount * 2', 24],
    ['2 * record.amount', 24],
    ['record.amount / 5', 2.4],
    ['record.amount % 5', 2],
    ['record.amount * record.half', 18],
    ['size(record.items) * record.half', 3],
    ['7 / 2', 3],
    ['record.big + 1', 9007199254740994n],
    ['record.big > 5 && record.huge > record.big', true],
    ['record.amount in [12, 13]', true],
    ["record.inner == {'x': 1}", true],
    ['record.no == null', true],
    ['record.?gone', null],
    ['record.?gone.orValue(0)', 0],
    ['record.?inner.?y.orValue("none")', 'none'],
    ['has(record.gone)', false],
    ['has(record.no)', true],
    ['record.amount > 5 ? record.amount : null', 12],
    ['record.items.map(item, item.price * item.quantity)', [6, 1]],
    ['record.items.filter(item, item.price > 1).size()', 1],
    ['record.items.exists(item, item.price == 2)', true],
    ["{'a': record.amount, 'b': 'x'}", { a: 12, b: 'x' }],
    ["record.tags + ['b']", ['a', 'b']],
    ['record.status.lower()', 'paid'],
    ['record.status.upper()', 'PAID'],
    ["' x '.trim()", 'x'],
    ["record.status.replace('a', 'o')", 'Poid'],
    ["'a,b'.split(',')", ['a', 'b']],
    ["record.status.matches('^[A-Z][a-z]+$')", true],
    ['record.at.substring(0, 10)', '2024-01-01'],
    ["bytes('a').base64()", 'YQ=='],
    ['round(1.005, 2)', 1.01],
    ['round(record.half)', 2],
    ['floor(-1.5)', -2],
    ['abs(-3)', 3],
    ['string(record.amount)', '12'],
    ["int('42') + 1", 43],
    ['instant(record.seconds)', '2024-01-01T00:00:00.000Z'],
    ['instant(record.seconds * 1000)', '2024-01-01T00:00:00.000Z'],
    ["instant('2024-01-31')", '2024-01-31T00:00:00.000Z'],
    ['timestamp(record.seconds)', '2024-01-01T00:00:00.000Z'],
    ['int(instant(record.at))', 1704067200],
    ["instant(record.at) - instant('2023-12-31') >= duration('24h')", true],
    ["instant(record.at) + duration('1h')", '2024-01-01T01:00:00.000Z'],
    ["duration('90s')", 90],
  ])('%s', (text, value) => {
    expect(give(text)).toEqual(value);
  });

  test('reads fields with names that objects have by themselves', () => {
    const odd = { constructor: { id: 3 }, items: [{ constructor: 'x' }] };
    expect(give('record.constructor.id', odd)).toBe(3);
    expect(give('record.items', odd)).toEqual(odd.items);
    expect(give('has(record.toString) || has(record.__proto__)')).toBe(false);
  });

  test('leaves the record as it was', () => {
    const before = structuredClone(record);
    give('record.items.map(item, item.price)');
    expect(record).toEqual(before);
  });
});

describe('what cannot be worked out', () => {
  test.each([
    ['record.gone > 1', 'There is no field "gone", at 1:8', 'has(record.gone)', true],
    [
      'record.amount > 1 &&\n  record.inner.y == 1',
      'There is no field "y", at 2:16',
      'record.inner.?y.orValue(0)',
      true,
    ],
    ['record.tags[3]', 'There is no such item', 'has(', true],
    ['record.no > 3', '">" does not work between null and number', 'whether it is null', false],
    ['record.status + 1', '"+" does not work between text and number', 'double(…)', false],
    ['record.amount / 0', 'gives Infinity', 'Correct', false],
    ['record.huge + 1', 'integer overflow', 'Correct', false],
    ["instant('soon')", 'instant() reads ISO dates', 'Correct', false],
    ["bytes('a')", 'gives bytes', 'Correct', false],
    ['type(1)', 'gives a type', 'Correct', false],
  ])('%s says why, where and what to do', (text, message, hint, isMissing) => {
    const [said, next] = fault(text);
    expect(said).toContain(message);
    expect(said).toContain(text);
    expect(next).toContain(hint);
    expect(() => give(text)).toThrow(expect.objectContaining({ isMissing, code: 'response-invalid' }));
  });

  test('a condition must give true or false', () => {
    expect(() => condition('record.amount').evaluate({ record })).toThrow('must give true or false');
    expect(() => condition('size(record.items)')).toThrow('must give true or false, and gives int');
  });
});

describe('what is wrong with the text', () => {
  test.each([
    ['1 +', 'It ends too early, at 1:4'],
    ['record.amount = 3', 'at 1:15'],
    ['amount > 3', 'There is no variable "amount", at 1:1'],
    ['record.status.shout()', 'There is no function .shout()'],
    ['lower(record.status)', 'There is no function lower()'],
    ['size(1)', 'There is no function size() of number'],
    ["true ? 1 : 'a'", 'Both results of "? :" must be of one kind, and are number and text'],
    ['has(record.a) ? 1', 'It ends too early: ":" is missing'],
    ['(1 + 2', 'It ends too early: ")" is missing'],
    ['[1, 2', 'It ends too early: "]" is missing'],
    ["'a' + 1", '"+" does not work between text and number'],
    ['cel.bind(x, 1, x)', 'not part of this language'],
    ["record.status.matches('(?=a)')", 'at 1:23'],
    ['record.status.matches(record.status)', 'a pattern that is written out'],
    [`'${'x'.repeat(4000)}'`, 'at most 4000 characters'],
    [`${'('.repeat(100)}1${')'.repeat(100)}`, 'maxDepth'],
    [Array.from({ length: 600 }, () => '1').join('+'), 'maxAstNodes'],
  ])('%s', (text, message) => {
    expect(() => compile(text)).toThrow(expect.objectContaining({ code: 'config-invalid' }));
    expect(fault(text)[0]).toContain(message);
  });
});

test.each([
  ['recrd.amount > 3', 'Did you mean "record"?'],
  ['record.amount = 3', 'Compare with ==.'],
  ['record.a == 1 and record.b == 2', 'Write && for and, || for or, and ! for not.'],
  ["record.status.contians('a')", 'Did you mean "contains"?'],
  ['lower(record.status)', 'Write it behind the value: value.lower(…).'],
  ['record.total.abs()', 'Write the value between the brackets: abs(value).'],
  ['not record.a', 'Write && for and, || for or, and ! for not.'],
  ['{record.total} > 3', 'Write record.field without braces: the whole text is an expression.'],
])('%s is told how it is written here', (text, hint) => {
  expect(fault(text)[1]).toBe(hint);
});

describe('the work of an expression has a bound', () => {
  const list = Array.from({ length: 1000 }, (_, index) => index);
  test.each([
    'record.list.map(one, record.list.map(other, one))',
    'record.list.filter(one, record.list.exists(other, other == -1))',
    'record.list.all(one, record.list.exists_one(other, other == one))',
  ])('%s', (text) => {
    expect(fault(text, { list })[0]).toContain('more than 100000 items');
    // Each record is counted anew.
    expect(() => compile(text).evaluate({ record: { list: list.slice(0, 100) } })).not.toThrow();
  });

  test('a text does not grow without end', () => {
    expect(fault("record.text.replace('a', record.text)", { text: 'a'.repeat(10_000) })[0]).toContain(
      'a text of more than',
    );
  });
});
