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

const pasted = z.string().min(1).max(1_000_000);

/** The names in a pasted text, and what storing each would do. The values are not sent back. */
export const readPastedSecretsAction = defineAction(
  z.object({ text: pasted }),
  async ({ text }, { engine, projectRoot }) => await engine.readPastedSecrets(projectRoot, text),
);

/** Stores the chosen values of a pasted text. Returns how many. */
export const savePastedSecretsAction = defineAction(
  z.object({ text: pasted, chosen: z.array(z.object(place)) }),
  async ({ text, chosen }, { engine, projectRoot }) => await engine.savePastedSecrets(projectRoot, text, chosen),
);
