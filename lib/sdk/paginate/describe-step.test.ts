import { expect, test } from 'vitest';
import { describeStep } from './describe-step.ts';

test.each([
  [{ next: {}, reason: 'next = "abc" in the previous response' }, 20, '20 records; reads on: next = "abc"'],
  [{ next: {}, reason: 'page=2' }, 1, '1 record; reads on: page=2'],
  [{ why: 'page=3 is empty' }, 0, '0 records; the list ends: page=3 is empty'],
  [
    { why: 'page=3 repeats the page before', isRepeat: true },
    5,
    '5 records, not taken again; the list ends: page=3 repeats the page before',
  ],
])('%j after %i records', (step, records, words) => {
  expect(describeStep(step, records)).toBe(words);
});
