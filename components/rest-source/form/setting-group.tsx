import { Text, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId, type ReactNode } from 'react';

import type { KeyPath } from '#lib/spec/key-path.ts';
import { useFold } from './use-fold.ts';
import classes from './form.module.css';

interface SettingGroupProps {
  readonly title: string;
  /** What it is about, shown while it is closed. */
  readonly hint: string;
  /** The names of what is set in it. */
  readonly set: readonly string[];
  readonly paths: readonly KeyPath[];
  readonly isOpen: boolean;
  readonly children: ReactNode;
}

/** Settings that belong together, under a heading that opens and closes them. */
export function SettingGroup({ title, hint, set, paths, isOpen, children }: SettingGroupProps) {
  const id = useId();
  const [isShown, setShown] = useFold({ paths, isOpen, opens: set.length > 0 });
  const Icon = isShown ? IconChevronDown : IconChevronRight;
  return (
    <section className={classes.settings ?? ''} aria-labelledby={id}>
      <h3 className={classes.title ?? ''}>
        <UnstyledButton
          className={classes.fold ?? ''}
          aria-expanded={isShown}
          id={id}
          aria-label={title}
          onClick={() => setShown(!isShown)}
        >
          <Icon size={16} aria-hidden />
          <span>{title}</span>
          {isShown ? null : (
            <Text size="xs" c="dimmed" fw={400} component="span" truncate>
              {set.length > 0 ? set.join(', ') : hint}
            </Text>
          )}
        </UnstyledButton>
      </h3>
      {isShown ? <div className={classes.inside ?? ''}>{children}</div> : null}
    </section>
  );
}
