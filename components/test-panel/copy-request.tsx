'use client';

import { Button, Menu } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';

import type { PreviewExchange } from '#lib/index.ts';
import { notifyDone, notifyError } from '../feedback/notify.ts';
import { writeCurl, writeFetch, writePython } from './request-code.ts';
import { secretPlacesOf, writableRequest } from './writable-request.ts';

/** The source that sent the requests, as it was tested. */
export interface SentBy {
  readonly source: string;
  readonly sourcesText: string | undefined;
}

const languages = [
  ['cURL', writeCurl],
  ['fetch', writeFetch],
  ['Python', writePython],
] as const;

/** Copies a request in the words of other programs. Secrets are in it by their names, or as `***`. */
export function CopyRequest({ exchange, sentBy }: { readonly exchange: PreviewExchange; readonly sentBy: SentBy }) {
  const copy = async (language: string, write: (typeof languages)[number][1]): Promise<void> => {
    try {
      const places = secretPlacesOf(sentBy.sourcesText, sentBy.source, exchange.resource);
      await navigator.clipboard.writeText(write(writableRequest(exchange, places)));
      notifyDone(`The request is copied as ${language}.`);
    } catch (error) {
      notifyError(error, 'The request was not copied');
    }
  };
  return (
    <Menu withArrow position="bottom-end">
      <Menu.Target>
        <Button size="compact-xs" variant="default" leftSection={<IconCopy size={13} aria-hidden />}>
          Copy as
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {languages.map(([language, write]) => (
          <Menu.Item key={language} onClick={() => void copy(language, write)}>
            {language}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
