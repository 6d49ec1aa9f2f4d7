'use client';

import { Button } from '@mantine/core';
import { useClickOutside } from '@mantine/hooks';
import { useState } from 'react';

/** Throws a draft away at the second click: there is no way back. */
export function DiscardButton({ onDiscard }: { readonly onDiscard: () => void }) {
  const [isAsked, setAsked] = useState(false);
  const button = useClickOutside<HTMLButtonElement>(() => setAsked(false));
  return (
    <Button
      ref={button}
      size="compact-xs"
      variant={isAsked ? 'filled' : 'default'}
      {...(isAsked ? { color: 'red' } : {})}
      onClick={() => (isAsked ? onDiscard() : setAsked(true))}
      onBlur={() => setAsked(false)}
    >
      {isAsked ? 'Really discard them' : 'Discard changes'}
    </Button>
  );
}
