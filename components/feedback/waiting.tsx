import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';

export interface WaitingProps {
  /** What is being waited for, for those who do not see the page. */
  readonly label: string;
  /** Of each block, in pixels. */
  readonly height: number;
  /** How many blocks. Default 1. */
  readonly count?: number;
}

/** Grey blocks in the place of what is on its way. */
export function Waiting({ label, height, count = 1 }: WaitingProps) {
  return (
    <output style={{ display: 'block' }}>
      <VisuallyHidden>{label}</VisuallyHidden>
      <Stack gap="sm" aria-hidden>
        {Array.from({ length: count }, (_, position) => (
          <Skeleton key={position} height={height} />
        ))}
      </Stack>
    </output>
  );
}
