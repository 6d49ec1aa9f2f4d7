import type { MantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun, type Icon } from '@tabler/icons-react';

interface ColorSchemeChoice {
  readonly value: MantineColorScheme;
  readonly label: string;
  readonly icon: Icon;
}

/** What a person may choose between. */
export const colorSchemes: readonly ColorSchemeChoice[] = [
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
  { value: 'auto', label: 'Like the system', icon: IconDeviceDesktop },
];
