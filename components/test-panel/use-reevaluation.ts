'use client';

import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useEffectEvent, useMemo, useRef } from 'react';

import { compareSourceTexts } from '#lib/spec/compare-source-texts.ts';
import type { KeyPath } from '#lib/spec/key-path.ts';

/** What was last read from the API, or from a file, with the text that it was read for. */
export interface TestedText {
  /** Text of sources.yml. */
  readonly text: string;
  readonly source: string;
  /** The resource that was tested alone; undefined: all. */
  readonly resource: string | undefined;
}

/** How the draft stands to what was tested. */
export type DraftStanding =
  /** Nothing was tested, or the draft is the tested one in all that counts. */
  | { readonly kind: 'same' }
  /** It sends other requests: only the API can answer. */
  | { readonly kind: 'request-changed'; readonly changed: readonly KeyPath[] }
  /** It cannot be used as it is, so nobody can tell. */
  | { readonly kind: 'unusable' };

const quietMs = 200;

/**
 * Evaluates a draft on what was recorded, by itself, whenever it has changed without touching a request.
 * @param draft the text of sources.yml as it changes; undefined: none is watched.
 * @param evaluate is called with each such text, after a moment without further changes.
 */
export function useReevaluation(
  tested: TestedText | undefined,
  draft: string | undefined,
  evaluate: (text: string) => void,
): DraftStanding {
  const [now] = useDebouncedValue(draft, quietMs);
  const standing = useMemo((): DraftStanding => {
    if (tested === undefined || now === undefined || now === tested.text) return { kind: 'same' };
    const comparison = compareSourceTexts(tested.text, now, tested);
    if (comparison === undefined) return { kind: 'unusable' };
    return comparison.isSame ? { kind: 'same' } : { kind: 'request-changed', changed: comparison.changed };
  }, [tested, now]);
  const evaluated = useRef({ tested, text: tested?.text });
  const onText = useEffectEvent(evaluate);
  useEffect(() => {
    if (evaluated.current.tested !== tested) evaluated.current = { tested, text: tested?.text };
    if (tested === undefined || now === undefined || standing.kind !== 'same') return;
    if (evaluated.current.text === now) return;
    evaluated.current = { tested, text: now };
    onText(now);
  }, [tested, now, standing]);
  return standing;
}
