import { Button, Stack, Text, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';

import type { KeyPath } from '#lib/spec/key-path.ts';
import { useFold } from './use-fold.ts';
import classes from './form.module.css';

interface FormSectionProps {
  readonly title: string;
  readonly description?: string;
  /** The keys that are in it: it is closed until one of them is to be seen. Default: it is always open. */
  readonly folded?: readonly KeyPath[];
  readonly children: ReactNode;
}

/** A part of the form with its heading. */
export function FormSection({ title, description, folded, children }: FormSectionProps) {
  const id = useId();
  const isFoldable = folded !== undefined;
  const [isOpen, setOpen] = useFold({ paths: folded ?? [], isOpen: !isFoldable });
  return (
    <section className={classes.section ?? ''} aria-labelledby={id}>
      <Stack gap="sm">
        <div className={classes.heading ?? ''}>
          <Title order={2} size="h5" id={id}>
            {title}
          </Title>
          {isFoldable ? (
            <Button
              size="compact-xs"
              variant="default"
              aria-expanded={isOpen}
              aria-label={`${isOpen ? 'Hide' : 'Show'} ${title.toLowerCase()}`}
              onClick={() => setOpen(!isOpen)}
            >
              {isOpen ? 'Hide' : 'Show'}
            </Button>
          ) : null}
        </div>
        {description === undefined ? null : (
          <Text size="sm" c="dimmed">
            {description}
          </Text>
        )}
        {isOpen ? children : null}
      </Stack>
    </section>
  );
}
