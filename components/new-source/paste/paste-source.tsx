'use client';

import { Box, Stack } from '@mantine/core';
import { useRef, useState } from 'react';

import { ErrorNotice } from '../../feedback/error-notice.tsx';
import { OfferView } from './offer-view.tsx';
import { insertedIn } from './inserted-in.ts';
import { PasteField } from './paste-field.tsx';
import { useOffer } from './use-offer.ts';

interface PasteSourceProps {
  readonly takenNames: readonly string[];
  /** Where the sample API answers, for examples that work; undefined where none runs. */
  readonly sampleUrl: string | undefined;
}

/** So much comes into a text at once only where it was pasted or dropped. */
const pastedCharacters = 4;
/** A pause in typing, in milliseconds, after which the text is looked at. */
const typingPauseMs = 400;

/** A source out of what people have: an address, a command, a document. */
export function PasteSource({ takenNames, sampleUrl }: PasteSourceProps) {
  const offer = useOffer();
  const [text, setText] = useState('');
  const [isTyped, setTyped] = useState(false);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { standing, error, made } = offer.state;

  const take = (next: string, how: 'given' | 'typed' | 'example'): void => {
    clearTimeout(pause.current);
    setText(next);
    setTyped(how !== 'given');
    if (how === 'given' || next.trim() === '') offer.read(next, 'gets');
    else if (how === 'example') offer.read(next, 'nothing');
    // Half an address is none: it is asked when its writer says so.
    else pause.current = setTimeout(() => offer.read(next, 'nothing'), typingPauseMs);
  };

  return (
    <Stack gap="lg">
      <PasteField
        text={text}
        offer={offer}
        isTyped={isTyped}
        sampleUrl={sampleUrl}
        onType={(next) => take(next, insertedIn(text, next) >= pastedCharacters ? 'given' : 'typed')}
        onTake={(next) => take(next, 'given')}
        onExample={(next) => take(next, 'example')}
      />
      {standing === 'failed' && !isTyped ? <ErrorNotice error={error} title="This makes no source yet" /> : null}
      {standing === 'offered' && error !== undefined ? (
        <ErrorNotice error={error} title="The change was not taken" />
      ) : null}
      {made === undefined || standing === 'failed' ? null : (
        <Box key={offer.draft.text}>
          <OfferView offer={offer} made={made} takenNames={takenNames} />
        </Box>
      )}
    </Stack>
  );
}
