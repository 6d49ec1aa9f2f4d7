'use client';

import { AppShell, Box, Burger, Group, Kbd, NavLink, Stack, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, type ReactNode } from 'react';

import { ColorSchemeControl } from './color-scheme-control.tsx';
import { CommandPalette, openCommandPalette } from './command-palette.tsx';
import { destinations } from './destinations.ts';
import { Logo } from './logo.tsx';
import classes from './shell.module.css';
import { useKeptFocus } from './use-kept-focus.ts';

export interface ShellProject {
  readonly folder: string;
  readonly sampleApiUrl: string | undefined;
}

/** The frame of every page: navigation at the side (behind a button on narrow screens), the page beside it. */
export function Shell({ project, children }: { readonly project: ShellProject; readonly children: ReactNode }) {
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const path = usePathname();
  useEffect(close, [path, close]);
  useKeptFocus('page');
  return (
    <AppShell
      header={{ height: 52, collapsed: false }}
      navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      classNames={{ header: classes.header ?? '', navbar: classes.navbar ?? '', main: classes.main ?? '' }}
    >
      <a className="dango-skip-link" href="#page">
        Skip to the page
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={isOpen ? 'Close the navigation' : 'Open the navigation'}
            />
            <Link href="/sources" className={classes.brand ?? ''} aria-label="Dango, to the sources">
              <Logo />
              <span>Dango</span>
            </Link>
            <Text size="sm" c="dimmed" truncate visibleFrom="xs" title={project.folder}>
              {project.folder}
            </Text>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <UnstyledButton
              className={classes.search ?? ''}
              onClick={openCommandPalette}
              aria-label="Search and commands"
            >
              <IconSearch size={16} aria-hidden />
              <Text size="sm" visibleFrom="sm" component="span">
                Search
              </Text>
              <Box component="span" visibleFrom="sm">
                <Kbd size="xs">Ctrl K</Kbd>
              </Box>
            </UnstyledButton>
            <ColorSchemeControl />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label="Main">
        <Stack gap={4} flex={1}>
          {destinations.map(({ label, href, icon: Icon }) => {
            const isHere = path === href || path.startsWith(`${href}/`);
            return (
              <NavLink
                key={href}
                component={Link}
                href={href}
                label={label}
                leftSection={<Icon size={18} stroke={1.7} aria-hidden />}
                active={isHere}
                aria-current={isHere ? 'page' : undefined}
                className={classes.link ?? ''}
              />
            );
          })}
        </Stack>
        {project.sampleApiUrl === undefined ? null : (
          <Text size="xs" c="dimmed" p="xs">
            Sample project. Its API answers at{' '}
            <a href={project.sampleApiUrl} target="_blank" rel="noreferrer">
              {project.sampleApiUrl.replace('http://', '')}
            </a>
            .
          </Text>
        )}
      </AppShell.Navbar>
      <AppShell.Main id="page" tabIndex={-1}>
        {children}
      </AppShell.Main>
      <CommandPalette />
    </AppShell>
  );
}
