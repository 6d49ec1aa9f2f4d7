import { Text } from '@mantine/core';

import type { Draft } from '../drafts/use-draft.ts';
import type { ChangedNeighbour } from './open-neighbours.ts';

interface DraftStandingProps {
  readonly file: string;
  readonly draft: Draft;
  readonly neighbours: readonly ChangedNeighbour[];
}

/** Which file is open, whether it is saved, and what else is saved with it. */
export function DraftStanding({ file, draft: { isChanged, isRestored }, neighbours }: DraftStandingProps) {
  const standing = isRestored ? 'your changes from before are back, not saved' : 'changed, not saved';
  return (
    <Text size="sm" component="span">
      custom_sources/{file}
      {isChanged ? ` · ${standing}` : ''}
      {neighbours.length === 0 ? '' : ` · changed with it: ${neighbours.map((one) => one.file).join(', ')}`}
    </Text>
  );
}
