'use server';

import { headers } from 'next/headers';
import { z } from 'zod';

import { callbackPath } from '../../server/door.ts';
import { defineAction } from '../_server/define-action.ts';
import { toShownLogin } from '../_server/shown-login.ts';

const input = z.object({ source: z.string() });

/** Begins to ask a person for the access to a source; the browser comes back to the address that the page was opened at. */
export const beginLoginAction = defineAction(input, async ({ source }, { logins }) => {
  // The door has seen to it that it is our own.
  const origin = (await headers()).get('origin');
  return toShownLogin(await logins.begin(source, `${origin}${callbackPath}`));
});

/** Ends a sign-in that goes on, and forgets one that ended. */
export const cancelLoginAction = defineAction(input, async ({ source }, { logins }) => logins.cancel(source));

/** Deletes the tokens that are kept for a source. */
export const disconnectSourceAction = defineAction(input, async ({ source }, { engine, projectRoot, logins }) => {
  logins.cancel(source);
  await engine.disconnectSource(projectRoot, source);
});
