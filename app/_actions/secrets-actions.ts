'use server';

import { z } from 'zod';

import { defineAction } from '../_server/define-action.ts';

const place = {
  /** Section of secrets.toml, such as `sources.shop`; empty: the top level, which counts for every source. */
  section: z.string(),
  key: z.string(),
};

/** Stores a value in secrets.toml. It is never sent back. */
export const setSecretAction = defineAction(
  z.object({ ...place, value: z.string().min(1) }),
  async ({ section, key, value }, { engine, projectRoot }) => await engine.saveSecret(projectRoot, section, key, value),
);

/** Removes a value from secrets.toml. */
export const deleteSecretAction = defineAction(
  z.object(place),
  async ({ section, key }, { engine, projectRoot }) => await engine.deleteSecret(projectRoot, section, key),
);
