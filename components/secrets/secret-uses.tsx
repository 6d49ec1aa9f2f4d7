import { Anchor, Code, Text } from '@mantine/core';
import Link from 'next/link';

import type { SecretsDescription, SourceLocation } from '#lib/index.ts';
import { lineHref, moduleHref, placeHref } from '../sources/source-href.ts';
import type { SecretGroup } from './secret-groups.ts';
import { useSecrets } from './use-secrets.ts';

/** The sources that use a secret, and the lines that name it; of one that none names, what is known all the same. */
export function SecretUses({ group }: { readonly group: SecretGroup }) {
  const { uses } = group;
  const modules = useSecrets().data?.modules ?? [];
  if (uses.length === 0) return <UnnamedUse group={group} />;
  return (
    <Text size="sm">
      {uses.map(({ source, places }, position) => {
        // The page of a module shows its code; what sources.yml says of it stands in the file only.
        const isModule = modules.some((module) => module.source === source);
        const [first] = isModule ? [] : places;
        const href = first === undefined ? `/sources/${encodeURIComponent(source)}` : placeHref(source, first);
        return (
          <span key={source}>
            {position === 0 ? 'Used by ' : '; '}
            <Anchor component={Link} href={href} size="sm" underline="always">
              {source}
            </Anchor>
            {places.length === 0 ? null : ' at '}
            {places.map((place, index) => (
              <span key={placeText(place)}>
                {index === 0 ? '' : ', '}
                <Anchor
                  component={Link}
                  href={isModule ? lineHref(place.line) : placeHref(source, place)}
                  size="sm"
                  underline="always"
                >
                  {shortName(place.file)}:{place.line}
                </Anchor>
              </span>
            ))}
          </span>
        );
      })}
    </Text>
  );
}

const maxMentions = 3;

function UnnamedUse({ group: { mentionedAt, behind } }: { readonly group: SecretGroup }) {
  const modules = useSecrets().data?.modules ?? [];
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
          <Mention place={place} modules={modules} />
        </span>
      ))}
      {mentionedAt.length > maxMentions ? ` and ${mentionedAt.length - maxMentions} more` : ''}.
    </Text>
  );
}

interface MentionProps {
  readonly place: SourceLocation;
  readonly modules: SecretsDescription['modules'];
}

/** A place in a module; it can be opened where a source is there to open it with. */
function Mention({ place, modules }: MentionProps) {
  const file = place.file.replace(/^custom_sources\//, '');
  const opener = modules.find((module) => module.file === file) ?? modules[0];
  const text = placeText(place);
  if (opener === undefined) return <Code>{text}</Code>;
  return (
    <Anchor component={Link} href={moduleHref(opener.source, file, place)} size="sm" underline="always">
      {text}
    </Anchor>
  );
}

function placeText({ file, line }: SourceLocation): string {
  return `${file}:${line}`;
}

/** `.dango/sources.yml` is `sources.yml`. */
function shortName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
