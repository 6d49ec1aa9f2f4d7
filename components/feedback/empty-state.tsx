import { Center, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

export interface EmptyStateProps {
  readonly icon: Icon;
  readonly title: string;
  /** What this place is for, and what to do next. */
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** A place that has nothing yet: says what will be here and how to get it. */
export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps) {
  return (
    <Center p="xl" mih={280}>
      <Stack align="center" gap="xs" maw={480} ta="center">
        <ThemeIcon size={52} radius="xl" variant="light">
          <Icon size={26} stroke={1.6} aria-hidden />
        </ThemeIcon>
        <Title order={2} size="h4">
          {title}
        </Title>
        <Text c="dimmed" size="sm" component="div">
          {children}
        </Text>
        {actions === undefined ? null : (
          <Group gap="xs" mt="sm" justify="center">
            {actions}
          </Group>
        )}
      </Stack>
    </Center>
  );
}
