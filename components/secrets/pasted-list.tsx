import { Badge, Checkbox, Group, Text } from '@mantine/core';

import type { PastedSecret } from '#lib/index.ts';
import { badgeTextColor } from '../feedback/badge-text-color.ts';
import { isStorable, pastedWords, placeKey } from './pasted-words.ts';
import classes from './secret-list.module.css';

interface PastedListProps {
  readonly secrets: readonly PastedSecret[];
  /** Keys of the chosen places. */
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

/** The names of a pasted text, what storing each would do, and a choice of them. Never a value. */
export function PastedList({ secrets, chosen, onChoose }: PastedListProps) {
  const storable = secrets.filter(isStorable).map(placeKey);
  const isAll = storable.length > 0 && storable.every((key) => chosen.has(key));
  return (
    <>
      {storable.length === 0 ? (
        <Text size="sm">There is nothing in it that can be stored.</Text>
      ) : (
        <Checkbox
          label={`All ${storable.length}`}
          checked={isAll}
          indeterminate={!isAll && storable.some((key) => chosen.has(key))}
          onChange={() => onChoose(new Set(isAll ? [] : storable))}
        />
      )}
      <ul className={classes.list ?? ''} aria-label="Names in the text">
        {secrets.map((secret) => {
          const key = placeKey(secret);
          const canStore = isStorable(secret);
          return (
            <li key={key} className={classes.pasted ?? ''}>
              <Checkbox
                checked={canStore && chosen.has(key)}
                disabled={!canStore}
                onChange={({ currentTarget }) => {
                  const others = [...chosen].filter((other) => other !== key);
                  onChoose(new Set(currentTarget.checked ? [...others, key] : others));
                }}
                label={
                  <span className={classes.name ?? ''}>
                    {secret.key}
                    {secret.section === '' ? null : <span className={classes.section ?? ''}> [{secret.section}]</span>}
                  </span>
                }
                description={pastedWords(secret)}
              />
              <Group justify="flex-end">
                <EffectBadge effect={secret.effect} />
              </Group>
            </li>
          );
        })}
      </ul>
      <Text size="xs" c="dimmed">
        Stored in .dlt/secrets.toml, which only you can read. Nobody can read the values here afterwards.
      </Text>
    </>
  );
}

const effects: Readonly<Record<PastedSecret['effect'], readonly [text: string, color: string]>> = {
  new: ['New', 'green'],
  replaces: ['Replaces a value', 'orange'],
  empty: ['Left out', 'gray'],
  unusable: ['Left out', 'gray'],
};

function EffectBadge({ effect }: Pick<PastedSecret, 'effect'>) {
  const [text, color] = effects[effect];
  return (
    <Badge variant="light" tt="none" color={color} style={{ color: badgeTextColor(color) }}>
      {text}
    </Badge>
  );
}
