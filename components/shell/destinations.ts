import { IconDatabase, IconHistory, IconKey, IconPlugConnected, type Icon } from '@tabler/icons-react';

export interface Destination {
  readonly label: string;
  readonly href: string;
  readonly icon: Icon;
}

/** The rooms of the UI, in the order of the navigation. */
export const destinations: readonly Destination[] = [
  { label: 'Sources', href: '/sources', icon: IconPlugConnected },
  { label: 'Data', href: '/data', icon: IconDatabase },
  { label: 'Runs', href: '/runs', icon: IconHistory },
  { label: 'Secrets', href: '/secrets', icon: IconKey },
];
