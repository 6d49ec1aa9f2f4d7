import { Anchor, Code, Text } from '@mantine/core';
import Link from 'next/link';

import type { SourceLocation } from '#lib/index.ts';
import { lineHref } from '../sources/source-href.ts';
import type { SecretGroup } from './secret-groups.ts';

/** The sources that use a secret, and the lines that name it; of one that none names, what is known all the same. */
export function SecretUses({ group }: { readonly group: SecretGroup }) {
  const { uses } = group;
  if (uses.length === 0) return <UnnamedUse group={group} />;
  return (
    <Text size="sm">
      {uses.map(({ source, places }, position) => (
        <span key={source}>
          {position === 0 ? 'Used by ' : '; '}
          <Anchor component={Link} href={`/sources/${encodeURIComponent(source)}`} size="sm" underline="always">
            {source}
          </Anchor>
          {places.length === 0 ? null : ' at '}
          {places.map(({ file, line }, index) => (
            <span key={line}>
              {index === 0 ? '' : ', '}
              <Anchor component={Link} href={lineHref(line)} size="sm" underline="always">
                {shortName(file)}:{line}
              </Anchor>
            </span>
          ))}
        </span>
      ))}
    </Text>
  );
}

const maxMentions = 3;

function UnnamedUse({ group: { mentionedAt, behind } }: { readonly group: SecretGroup }) {
  if (behind !== undefined) {
    return (
      <Text size="sm" c="dimmed">
        Not read: {behind.sources.join(', ')} takes it from {behind.origin}, which comes first.
      </Text>
    );
  }
  if (mentionedAt.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No source names it, and no file in custom_sources has its name. Another program may still read it.
      </Text>
    );
  }
  return (
    <Text size="sm" c="dimmed">
      No source names it, but a module may read it: its name stands in{' '}
      {mentionedAt.slice(0, maxMentions).map((place, index) => (
        <span key={placeText(place)}>
          {index === 0 ? '' : ', '}
          <Code>{placeText(place)}</Code>
        </span>
      ))}
      {mentionedAt.length > maxMentions ? ` and ${mentionedAt.length - maxMentions} more` : ''}.
    </Text>
  );
}

function placeText({ file, line }: SourceLocation): string {
  return `${file}:${line}`;
}

/** `.dango/sources.yml` is `sources.yml`. */
function shortName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
