import { expect, test } from 'vitest';

import { mergeProblems, type Problem } from './problem.ts';

const problem = (line: number, from: Problem['from']): Problem => ({
  file: 'my_api.ts',
  line,
  column: 1,
  endLine: line,
  endColumn: 2,
  message: `${from} says so`,
  from,
});

test('a place that the editor and the check both name is listed once, in the order of lines', () => {
  const merged = mergeProblems([problem(9, 'check'), problem(4, 'check'), problem(9, 'editor'), problem(2, 'test')]);
  expect(merged.map(({ line, from }) => [line, from])).toEqual([
    [2, 'test'],
    [4, 'check'],
    [9, 'editor'],
  ]);
});

test('what a test ran into does not hide what is wrong at the same place', () => {
  expect(mergeProblems([problem(3, 'editor'), problem(3, 'test')])).toHaveLength(2);
});
