import { headers } from 'next/headers';
import { z } from 'zod';

import type { ErrorRecord } from '#lib/index.ts';
import { doorMarkHeader, receiveHandover, type Handover } from '../../server/handover.ts';
import { InputError } from './define-route.ts';
import { toPublicError } from './public-error.ts';

/** What an action answers. It never throws: an error thrown in an action reaches the browser as a number only. */
export type ActionResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: ErrorRecord };

/**
 * Makes a server action: closed to whatever did not come through the door, input checked, errors returned. The work is
 * one call into the engine; a tab's actions run one after another, so nothing long belongs here.
 */
export function defineAction<Input, Value>(
  input: z.ZodType<Input>,
  work: (input: Input, server: Handover) => Promise<Value>,
): (input: Input) => Promise<ActionResult<Value>> {
  return async (given) => {
    try {
      const server = receiveHandover();
      if ((await headers()).get(doorMarkHeader) !== server.doorMark) throw new InputError('This door is closed.');
      const checked = input.safeParse(given);
      if (!checked.success) throw new InputError(`This cannot be done: ${z.prettifyError(checked.error)}`);
      return { ok: true, value: await work(checked.data, server) };
    } catch (error) {
      return { ok: false, error: toPublicError(error) };
    }
  };
}
