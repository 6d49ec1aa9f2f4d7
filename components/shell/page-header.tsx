import { Anchor, Box, Group, Text, Title } from '@mantine/core';
import Link from 'next/link';
import type { ReactNode } from 'react';

import classes from './page-header.module.css';

export interface PageHeaderProps {
  readonly title: ReactNode;
  /** The page above this one. */
  readonly parent?: { readonly label: string; readonly href: string };
  readonly description?: ReactNode;
  /** Buttons at the right; below the title on narrow screens. */
  readonly actions?: ReactNode;
}

/** The top of a page: where one is, and what one can do here. */
export function PageHeader({ title, parent, description, actions }: PageHeaderProps) {
  return (
    <Box component="header" className={classes.root ?? ''}>
      <Box miw={0}>
        {parent === undefined ? null : (
          <Anchor component={Link} href={parent.href} size="sm" c="dimmed">
            {parent.label}
          </Anchor>
        )}
        <Title order={1} size="h3" className={classes.title ?? ''}>
          {title}
        </Title>
        {description === undefined ? null : (
          <Text size="sm" c="dimmed" component="div">
            {description}
          </Text>
        )}
      </Box>
      {actions === undefined ? null : <Group gap="xs">{actions}</Group>}
    </Box>
  );
}
