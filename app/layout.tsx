import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import '../components/theme/global.css';

import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';

import { Providers } from '../components/shell/providers.tsx';
import { Shell } from '../components/shell/shell.tsx';
import { projectFacts } from './_server/project-facts.ts';

export const metadata: Metadata = {
  title: { default: 'Dango', template: '%s · Dango' },
  description: 'Set up API sources, sync them, look at the rows.',
  icons: { icon: '/icon.svg' },
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

export default async function Layout({ children }: { readonly children: ReactNode }) {
  // Reading the headers makes every page dynamic, which the nonce needs.
  const policy = (await headers()).get('content-security-policy') ?? '';
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript nonce={nonce} defaultColorScheme="auto" />
      </head>
      <body>
        <Providers nonce={nonce}>
          <Shell project={projectFacts()}>{children}</Shell>
        </Providers>
      </body>
    </html>
  );
}
