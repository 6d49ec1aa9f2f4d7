import { Anchor, Text } from '@mantine/core';
import Link from 'next/link';

import { lineHref } from '../sources/source-href.ts';
import type { SecretGroup } from './secret-groups.ts';

/** The sources that use a secret, and the lines that name it. */
export function SecretUses({ group: { uses } }: { readonly group: SecretGroup }) {
  if (uses.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No source names it. A module may read it.
      </Text>
    );
  }
  return (
    <Text size="sm">
      {uses.map(({ source, lines }, position) => (
        <span key={source}>
          {position === 0 ? 'Used by ' : '; '}
          <Anchor component={Link} href={`/sources/${encodeURIComponent(source)}`} size="sm" underline="always">
            {source}
          </Anchor>{' '}
          {lines.length === 0 ? null : (
            <>
              (
              {lines.map((line, index) => (
                <span key={line}>
                  {index === 0 ? '' : ', '}
                  <Anchor component={Link} href={lineHref(line)} size="sm" underline="always">
                    line {line}
                  </Anchor>
                </span>
              ))}
              )
            </>
          )}
        </span>
      ))}
    </Text>
  );
}
