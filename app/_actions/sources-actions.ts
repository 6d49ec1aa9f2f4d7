'use server';

import { z } from 'zod';

import { defineAction } from '../_server/define-action.ts';

/** Adds a source from a template. A secret value goes into secrets.toml, never into sources.yml. */
export const createSourceAction = defineAction(
  z.object({
    name: z.string(),
    template: z.string(),
    values: z
      .object({
        baseUrl: z.string().optional(),
        resource: z.string().optional(),
        path: z.string().optional(),
        authentication: z
          .object({ type: z.enum(['bearer', 'api_key']), secret: z.string(), header: z.string().optional() })
          .optional(),
      })
      .optional(),
    secretValue: z.string().optional(),
  }),
  async ({ name, template, values, secretValue }, { engine, projectRoot }) => {
    const created = await engine.createSource(projectRoot, { name, template, values });
    const secret = values?.authentication?.secret;
    if (secret === undefined || secretValue === undefined || secretValue === '') return created;
    try {
      await engine.saveSecret(projectRoot, '', secret, secretValue);
      return created;
    } catch (error) {
      // The source is there, so this is no failure of creating it; the page of secrets asks for the value.
      if (!engine.DangoError.is(error)) throw error;
      return { ...created, warnings: [...created.warnings, `${secret} was not stored: ${error.message}`] };
    }
  },
);

/** Adds a copy of a source, and of its module. */
export const duplicateSourceAction = defineAction(
  z.object({ name: z.string(), newName: z.string() }),
  async ({ name, newName }, { engine, projectRoot }) => await engine.duplicateSource(projectRoot, name, newName),
);

/** Gives a source another name; the warnings say what does not move along. */
export const renameSourceAction = defineAction(
  z.object({ name: z.string(), newName: z.string() }),
  async ({ name, newName }, { engine, projectRoot }) => await engine.saveSourceName(projectRoot, name, newName),
);

/** Switches a source on or off. */
export const setSourceEnabledAction = defineAction(
  z.object({ name: z.string(), enabled: z.boolean() }),
  async ({ name, enabled }, { engine, projectRoot }) => await engine.saveSourceEnabled(projectRoot, name, enabled),
);

/** Removes a source, and what of its data is asked. */
export const removeSourceAction = defineAction(
  z.object({
    name: z.string(),
    tables: z.enum(['keep', 'drop']),
    state: z.enum(['keep', 'forget']),
    module: z.enum(['keep', 'delete']),
  }),
  async ({ name, ...options }, { engine, projectRoot }) => await engine.removeSourceAndData(projectRoot, name, options),
);

/** Adds the shop of the sample API. Its token protects nothing; it is stored where none has a value yet. */
export const createSampleSourceAction = defineAction(
  z.object({ name: z.string() }),
  async ({ name }, { engine, projectRoot }) => {
    const created = await engine.createSource(projectRoot, { name, template: 'rest-sample' });
    const project = await engine.loadProject(projectRoot);
    const secrets = await engine.listSecrets(project, await engine.loadSecretStore(projectRoot));
    const token = secrets.find((secret) => secret.source === name && secret.name === 'MY_API_TOKEN');
    if (token?.status === 'missing') await engine.saveSecret(projectRoot, '', 'MY_API_TOKEN', 'sample-token');
    return created;
  },
);

/** Writes a REST source as a module, and puts it in the place of the REST source. */
export const ejectSourceAction = defineAction(
  z.object({ name: z.string() }),
  async ({ name }, { engine, projectRoot }) => await engine.saveEjection(projectRoot, name, { replaces: true }),
);
