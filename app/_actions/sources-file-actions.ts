'use server';

import { z } from 'zod';

import { defineAction } from '../_server/define-action.ts';

/** Saves the text of sources.yml, unless the file is no longer the one that `baseHash` is of. */
export const saveSourcesFileAction = defineAction(
  z.object({ text: z.string(), baseHash: z.string() }),
  async ({ text, baseHash }, { engine, projectRoot }) => await engine.writeSourcesFile(projectRoot, text, baseHash),
);
