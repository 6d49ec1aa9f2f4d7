import { Anchor, Text } from '@mantine/core';
import { createContext, useContext } from 'react';

import type { SourceLocation } from '#lib/index.ts';

/** Leads to a line of a module; undefined on pages that have none. */
export const OpenPlace = createContext<((place: SourceLocation) => void) | undefined>(undefined);

/** `my_api.ts:12`, which leads to the line where the page can show it. */
export function PlaceLink({ place }: { readonly place: SourceLocation }) {
  const open = useContext(OpenPlace);
  const words = `${place.file.replace(/^custom_sources\//, '')}:${place.line}`;
  if (open === undefined || !place.file.startsWith('custom_sources/')) {
    return (
      <Text span size="xs" c="dimmed">
        {words}
      </Text>
    );
  }
  return (
    <Anchor component="button" type="button" size="xs" underline="always" onClick={() => open(place)}>
      {words}
    </Anchor>
  );
}
