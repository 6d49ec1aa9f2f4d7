import { parsePattern, type PatternNode } from './parse-pattern.ts';

type Step =
  | { readonly type: 'set'; readonly has: (character: string) => boolean }
  | { readonly type: 'start' | 'end' | 'boundary' | 'no-boundary' | 'found' }
  /** Goes on at each of these places. */
  | { readonly type: 'fork'; readonly to: number[] };

const mostSteps = 2000;

/**
 * Makes a test of whether a text holds what a regular expression describes, anywhere in it. The test looks at each
 * character once, so that no text, however odd, makes it take longer than its length times the length of the pattern.
 * @throws Error with what is wrong with the pattern, also where it is too long.
 */
export function compilePattern(pattern: string): (text: string) => boolean {
  const steps: Step[] = [];
  addSteps(parsePattern(pattern), steps);
  add(steps, { type: 'found' });
  return (text) => isFound(steps, Array.from(text));
}

function add(steps: Step[], step: Step): void {
  if (steps.length >= mostSteps) throw new Error('it is too long, or repeats too often');
  steps.push(step);
}

function addSteps(node: PatternNode, steps: Step[]): void {
  switch (node.type) {
    case 'sequence':
      for (const part of node.parts) addSteps(part, steps);
      return;
    case 'choice': {
      const fork = { type: 'fork' as const, to: [] as number[] };
      const ends: { readonly to: number[] }[] = [];
      add(steps, fork);
      for (const part of node.parts) {
        fork.to.push(steps.length);
        addSteps(part, steps);
        const end = { type: 'fork' as const, to: [] as number[] };
        add(steps, end);
        ends.push(end);
      }
      for (const { to } of ends) to.push(steps.length);
      return;
    }
    case 'repeat': {
      for (let count = 0; count < node.least; count++) addSteps(node.part, steps);
      if (node.most === Number.POSITIVE_INFINITY) {
        const fork = { type: 'fork' as const, to: [steps.length + 1] };
        const start = steps.length;
        add(steps, fork);
        addSteps(node.part, steps);
        add(steps, { type: 'fork', to: [start] });
        fork.to.push(steps.length);
        return;
      }
      const forks: { readonly to: number[] }[] = [];
      for (let count = node.least; count < node.most; count++) {
        const fork = { type: 'fork' as const, to: [steps.length + 1] };
        forks.push(fork);
        add(steps, fork);
        addSteps(node.part, steps);
      }
      for (const { to } of forks) to.push(steps.length);
      return;
    }
    case 'set':
    case 'start':
    case 'end':
    case 'boundary':
    case 'no-boundary':
      add(steps, node);
  }
}

function isFound(steps: readonly Step[], text: readonly string[]): boolean {
  let current = new Set<number>();
  for (let position = 0; position <= text.length; position++) {
    // A match may begin at every character.
    const reached = spread([...current, 0], steps, text, position);
    if (reached === 'found') return true;
    const character = text[position];
    current = new Set();
    if (character === undefined) return false;
    for (const index of reached) {
      const step = steps[index];
      if (step?.type === 'set' && step.has(character)) current.add(index + 1);
    }
  }
  return false;
}

/** All steps that are reached without a character. */
function spread(
  from: readonly number[],
  steps: readonly Step[],
  text: readonly string[],
  position: number,
): ReadonlySet<number> | 'found' {
  const reached = new Set<number>();
  const open = [...from];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (reached.has(index)) continue;
    reached.add(index);
    const step = steps[index];
    if (step?.type === 'found') return 'found';
    if (step?.type === 'fork') open.push(...step.to);
    else if (step !== undefined && step.type !== 'set' && holds(step.type, text, position)) open.push(index + 1);
  }
  return reached;
}

function holds(anchor: 'start' | 'end' | 'boundary' | 'no-boundary', text: readonly string[], position: number) {
  if (anchor === 'start') return position === 0;
  if (anchor === 'end') return position === text.length;
  const isWord = (character = ''): boolean => /^\w$/.test(character);
  return (isWord(text[position - 1]) !== isWord(text[position])) === (anchor === 'boundary');
}
