import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  emptyHistory,
  recordEdit,
  redoEdit,
  sealHistory,
  shiftHistory,
  undoEdit,
  type EditHistory,
} from './edit-history.ts';

const typing = { view: 'text', isTyping: true } as const;
const field = { view: 'form', path: ['a'], isTyping: true } as const;
const choice = { view: 'form', path: ['a'] } as const;

/** All texts one after the other, each an edit from the one before, a moment later. */
function write(texts: readonly string[], origin: Parameters<typeof recordEdit>[3]['origin']): EditHistory {
  return texts
    .slice(1)
    .reduce(
      (history, text, index) => recordEdit(history, texts[index] ?? '', text, { origin, at: index * 100 }),
      emptyHistory,
    );
}

describe('what counts as one step', () => {
  test('letters that follow each other, in the text and in a field', () => {
    expect(write(['', 'a', 'ab', 'abc'], typing).done).toMatchObject([{ inserted: 'abc', removed: '' }]);
    expect(write(['x: 1', 'x: ', 'x: 2', 'x: 25'], field).done).toMatchObject([{ inserted: '25', removed: '1' }]);
    expect(write(['abc', 'ab', 'a'], typing).done).toMatchObject([{ inserted: '', removed: 'bc' }]);
  });

  test('a line break, a pause, another place and another field begin a new one', () => {
    expect(write(['a', 'ab', 'ab\n', 'ab\nc'], typing).done).toHaveLength(2);
    expect(write(['ab--', 'abc--', 'abc--d'], typing).done).toHaveLength(2);
    const paused = recordEdit(write(['', 'a'], typing), 'a', 'ab', { origin: typing, at: 9000 });
    expect(paused.done).toHaveLength(2);
    const other = recordEdit(write(['', 'a'], field), 'a', 'ab', { origin: { ...field, path: ['b'] }, at: 1 });
    expect(other.done).toHaveLength(2);
  });

  test('a choice, what was pasted, and whatever follows a seal stand alone', () => {
    expect(write(['a', 'b', 'c'], choice).done).toHaveLength(2);
    expect(write(['', 'pasted', 'pasted too'], typing).done).toHaveLength(2);
    expect(recordEdit(sealHistory(write(['', 'a'], field)), 'a', 'ab', { origin: field, at: 0 }).done).toHaveLength(2);
  });

  test('typing that ends where it began is nothing to undo', () => {
    expect(write(['a', 'ab', 'a'], field).done).toEqual([]);
    expect(write(['a', 'a'], choice).done).toEqual([]);
  });
});

test('edits of both views are taken back and done again in their order', () => {
  const typed = write(['x: 1', 'x: 12'], typing);
  const both = recordEdit(typed, 'x: 12', 'x: 9', { origin: choice, at: 50 });
  const first = undoEdit(both, 'x: 9');
  expect(first).toMatchObject({ text: 'x: 12', start: 3, end: 5, origin: choice });
  const second = undoEdit(first?.history ?? emptyHistory, 'x: 12');
  expect(second).toMatchObject({ text: 'x: 1', origin: typing });
  expect(undoEdit(second?.history ?? emptyHistory, 'x: 1')).toBeUndefined();
  const again = redoEdit(second?.history ?? emptyHistory, 'x: 1');
  expect(again).toMatchObject({ text: 'x: 12', origin: typing });
  const last = redoEdit(again?.history ?? emptyHistory, 'x: 12');
  expect(last).toMatchObject({ text: 'x: 9', origin: choice });
  expect(redoEdit(last?.history ?? emptyHistory, 'x: 9')).toBeUndefined();
});

test('a new edit ends what could be done again', () => {
  const undone = undoEdit(write(['a', 'b'], choice), 'b')?.history ?? emptyHistory;
  expect(recordEdit(undone, 'a', 'c', { origin: choice, at: 0 })).toMatchObject({
    undone: [],
    done: [{ inserted: 'c' }],
  });
});

test('what others put before the text moves all steps', () => {
  const moved = shiftHistory(write(['a: 1', 'a: 2'], choice), 5);
  expect(undoEdit(moved, 'new: a: 2')?.text).toBe('new: a: 1');
});

test('undoing everything gives the first text, redoing everything the last, whatever was edited', () => {
  const origin = fc.constantFrom(typing, field, choice, { ...field, path: ['b'] });
  const edits = fc.array(fc.tuple(fc.string({ maxLength: 6 }), origin, fc.integer({ min: 0, max: 4000 })), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(fc.string({ maxLength: 6 }), edits, (start, steps) => {
      let text = start;
      let at = 0;
      let history = emptyHistory;
      for (const [next, made, later] of steps) {
        at += later;
        history = recordEdit(history, text, next, { origin: made, at });
        text = next;
      }
      const last = text;
      for (let move = undoEdit(history, text); move !== undefined; move = undoEdit(history, text)) {
        ({ history, text } = move);
      }
      expect(text).toBe(start);
      for (let move = redoEdit(history, text); move !== undefined; move = redoEdit(history, text)) {
        ({ history, text } = move);
      }
      expect(text).toBe(last);
    }),
  );
});
