import type { KeyPath } from '#lib/spec/key-path.ts';
import { differenceOf } from '#lib/spec/text-edit.ts';

/** Where an edit was made: at a field of a form, or in the text itself. */
export interface EditOrigin {
  readonly view: 'form' | 'text';
  /** The field. Absent where it is known by the lines alone. */
  readonly path?: KeyPath | undefined;
  /** Whether more letters of the same may follow, which then count as one edit. Default: false. */
  readonly isTyping?: boolean | undefined;
}

interface Step {
  readonly start: number;
  readonly removed: string;
  readonly inserted: string;
  readonly origin: EditOrigin;
  /** In milliseconds since the page began. */
  readonly at: number;
}

/** The edits of one text, whichever view made them. */
export interface EditHistory {
  readonly done: readonly Step[];
  readonly undone: readonly Step[];
  /** Whether the next edit begins a step of its own, whatever it is. */
  readonly isSealed: boolean;
}

/** A step that was taken back or done again. */
export interface HistoryMove {
  readonly history: EditHistory;
  readonly text: string;
  /** The changed piece in the new text. */
  readonly start: number;
  readonly end: number;
  readonly origin: EditOrigin;
}

export const emptyHistory: EditHistory = { done: [], undone: [], isSealed: false };

/** Steps that are kept; the oldest go first. */
const maxSteps = 500;

/** Who pauses that long while typing in the text begins another step, in milliseconds. */
const pause = 1500;

/** An edit from one text to the next. Letters typed one after the other in one place are one step. */
export function recordEdit(
  history: EditHistory,
  before: string,
  after: string,
  { origin, at }: Pick<Step, 'origin' | 'at'>,
): EditHistory {
  if (before === after) return history;
  const { start, end, text } = differenceOf(before, after);
  const step: Step = { start, removed: before.slice(start, end), inserted: text, origin, at };
  const last = history.done.at(-1);
  if (last === undefined || history.isSealed || history.undone.length > 0 || !continues(last, step)) {
    return { done: [...history.done, step].slice(-maxSteps), undone: [], isSealed: false };
  }
  const merged = stepBetween(takeBack(before, last), after, { origin, at });
  const rest = history.done.slice(0, -1);
  return { done: merged === undefined ? rest : [...rest, merged], undone: [], isSealed: false };
}

/** What follows is a step of its own: another field has the focus, the text was saved. */
export function sealHistory(history: EditHistory): EditHistory {
  return history.isSealed ? history : { ...history, isSealed: true };
}

/** Undefined where there is nothing to take back. */
export function undoEdit({ done, undone }: EditHistory, text: string): HistoryMove | undefined {
  const step = done.at(-1);
  if (step === undefined) return undefined;
  const history = { done: done.slice(0, -1), undone: [...undone, step], isSealed: true };
  const end = step.start + step.removed.length;
  return { history, text: takeBack(text, step), start: step.start, end, origin: step.origin };
}

/** Undefined where there is nothing to do again. */
export function redoEdit({ done, undone }: EditHistory, text: string): HistoryMove | undefined {
  const step = undone.at(-1);
  if (step === undefined) return undefined;
  const history = { done: [...done, step], undone: undone.slice(0, -1), isSealed: true };
  const { start, removed, inserted, origin } = step;
  const again = text.slice(0, start) + inserted + text.slice(start + removed.length);
  return { history, text: again, start, end: start + inserted.length, origin };
}

/** The same edits where something before all of them became longer or, with a negative number, shorter. */
export function shiftHistory({ done, undone }: EditHistory, by: number): EditHistory {
  const shift = (step: Step): Step => ({ ...step, start: step.start + by });
  return { done: done.map(shift), undone: undone.map(shift), isSealed: true };
}

function takeBack(text: string, { start, removed, inserted }: Step): string {
  return text.slice(0, start) + removed + text.slice(start + inserted.length);
}

function stepBetween(before: string, after: string, { origin, at }: Pick<Step, 'origin' | 'at'>): Step | undefined {
  if (before === after) return undefined;
  const { start, end, text } = differenceOf(before, after);
  return { start, removed: before.slice(start, end), inserted: text, origin, at };
}

function continues(last: Step, next: Step): boolean {
  if (last.origin.isTyping !== true || next.origin.isTyping !== true || last.origin.view !== next.origin.view) {
    return false;
  }
  if (next.origin.view === 'form') return isSamePath(last.origin.path, next.origin.path);
  const isLetter = next.inserted.length + next.removed.length === 1 && next.inserted !== '\n';
  const isBeside =
    next.start + next.removed.length === last.start + last.inserted.length ||
    next.start === last.start + last.inserted.length;
  return isLetter && isBeside && next.at - last.at < pause;
}

function isSamePath(one: KeyPath | undefined, other: KeyPath | undefined): boolean {
  return one !== undefined && other !== undefined && JSON.stringify(one) === JSON.stringify(other);
}
