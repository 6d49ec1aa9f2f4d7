'use server';

import { z } from 'zod';

import { defineAction } from '../_server/define-action.ts';

/** Saves a module, unless the file is no longer the one that `baseHash` is of. */
export const saveModuleAction = defineAction(
  z.object({ file: z.string(), text: z.string(), baseHash: z.string() }),
  async ({ file, text, baseHash }, { engine, projectRoot }) =>
    await engine.writeModule(projectRoot, file, text, baseHash),
);

/** Deletes a module that no source uses. */
export const deleteModuleAction = defineAction(z.object({ file: z.string() }), async ({ file }, server) => {
  await server.engine.deleteModule(server.projectRoot, file);
  return { file };
});
