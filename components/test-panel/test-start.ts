import type { PreviewInput } from './use-preview.ts';

/** Where the cursors of the next test start. */
export type TestStart =
  | { readonly kind: 'beginning' }
  /** Where the last sync ended. */
  | { readonly kind: 'saved' }
  /** Where a test ended; `text` is the state that it told. */
  | { readonly kind: 'given'; readonly text: string };

export const fromBeginning: TestStart = { kind: 'beginning' };

export const startWords: Readonly<Record<TestStart['kind'], string>> = {
  beginning: 'from the beginning',
  saved: 'from the saved state',
  given: 'where a test ended',
};

/** It as the route of previews takes it. */
export function startStateOf(start: TestStart): Pick<PreviewInput, 'startState'> {
  if (start.kind === 'beginning') return {};
  return { startState: start.kind === 'saved' ? 'saved' : { text: start.text } };
}
