import { Button, Stack, Text, Title } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';

import classes from './form.module.css';

interface FormSectionProps {
  readonly title: string;
  readonly description?: string;
  /** Whether it is closed until a person opens it. Default: false. */
  readonly isFoldable?: boolean;
  readonly children: ReactNode;
}

/** A part of the form with its heading. */
export function FormSection({ title, description, isFoldable = false, children }: FormSectionProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(!isFoldable);
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
