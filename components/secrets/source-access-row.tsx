'use client';

import { Anchor, Badge, Box, Button, Text } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';

import type { OAuthAccess } from '#lib/index.ts';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import { placeHref } from '../sources/source-href.ts';
import { TimeSince } from '../sources/time-since.tsx';
import { AccessResult } from './access-result.tsx';
import { ConnectDialog } from './connect-dialog.tsx';
import { DisconnectDialog } from './disconnect-dialog.tsx';
import classes from './secret-list.module.css';
import { tokenWords } from './token-words.ts';
import { useBeginLogin, useCancelLogin, useTestAccess, type AccessListing } from './use-accesses.ts';

/** A source: which tokens are kept for it, a test of its credentials, and how a person allows its access. */
export function SourceAccessRow({ access }: { readonly access: AccessListing }) {
  const { source, isEnabled, oauth, problem, login } = access;
  const [dialog, setDialog] = useState<'connect' | 'disconnect'>();
  const begin = useBeginLogin();
  const cancel = useCancelLogin();
  const test = useTestAccess();
  const close = (): void => setDialog(undefined);
  const connect = (): void => {
    setDialog('connect');
    begin.mutate(source);
  };
  const isConnected = oauth.some(({ token }) => token !== undefined);
  const needsPerson = oauth.some(({ type, at }) => type === 'oauth2_authorization_code' && at !== undefined);
  return (
    <li className={classes.access ?? ''}>
      <Box miw={0}>
        <h3 className={classes.name ?? ''}>
          <Anchor component={Link} href={`/sources/${encodeURIComponent(source)}`} underline="hover" inherit>
            {source}
          </Anchor>{' '}
          {isEnabled ? null : (
            <Badge variant="default" size="sm" tt="none">
              Off
            </Badge>
          )}
        </h3>
        {oauth.map((one, index) => (
          <TokenLine key={index} source={source} oauth={one} />
        ))}
        {problem === undefined ? null : (
          <Text size="sm" c="dimmed">
            {problem.code === 'secret-missing' ? 'A secret of it has no value, see above.' : problem.message}
          </Text>
        )}
      </Box>
      <Box className={classes.actions ?? ''}>
        <Button
          size="xs"
          variant="default"
          aria-label={`Test ${source}`}
          loading={test.isPending}
          onClick={() => test.mutate(source)}
        >
          Test
        </Button>
        {needsPerson ? (
          <Button
            size="xs"
            variant={isConnected ? 'default' : 'filled'}
            aria-label={`${isConnected ? 'Reconnect' : 'Connect'} ${source}`}
            onClick={connect}
          >
            {isConnected ? 'Reconnect' : 'Connect'}
          </Button>
        ) : null}
        {isConnected ? (
          <Button
            size="xs"
            variant="subtle"
            color="red"
            aria-label={`Disconnect ${source}`}
            onClick={() => setDialog('disconnect')}
          >
            Disconnect
          </Button>
        ) : null}
      </Box>
      {test.isIdle || test.isPending ? null : (
        <div className={classes.wide ?? ''}>
          {test.isError ? (
            <ErrorNotice error={test.error} title={`${source} could not be tested`} />
          ) : (
            <AccessResult answer={test.data} />
          )}
        </div>
      )}
      {dialog === 'connect' ? (
        <ConnectDialog
          source={source}
          login={begin.isPending ? undefined : login}
          error={begin.error}
          onRetry={connect}
          onClose={() => {
            close();
            cancel.mutate(source);
          }}
        />
      ) : null}
      {dialog === 'disconnect' ? <DisconnectDialog source={source} needsPerson={needsPerson} onClose={close} /> : null}
    </li>
  );
}

function TokenLine({ source, oauth }: { readonly source: string; readonly oauth: OAuthAccess }) {
  const { at, provider, token } = oauth;
  const [nowMs] = useState(Date.now);
  const { text, tone } = tokenWords(oauth, nowMs);
  return (
    <Text size="sm" className={classes.place ?? ''} {...(tone === 'quiet' ? { c: 'dimmed' } : {})}>
      {tone === 'act' ? <span className={classes.act ?? ''}>{text}</span> : text}
      {token === undefined ? null : (
        <>
          {' Got '}
          <TimeSince at={token.obtainedAt} />
          {provider === undefined ? '' : ` from ${provider}`}.
        </>
      )}
      {at === undefined ? null : (
        <>
          {' '}
          <Anchor component={Link} href={placeHref(source, at)} size="sm" underline="always">
            sources.yml:{at.line}
          </Anchor>
        </>
      )}
    </Text>
  );
}
