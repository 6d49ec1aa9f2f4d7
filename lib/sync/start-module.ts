import { DangoError } from '../errors/dango-error.ts';
import type { Project } from '../project/load-project.ts';
import type { UsableSource } from '../project/require-source.ts';
import { openTokenFile } from '../project/token-file.ts';
import { checkModuleTypes } from './check-module-types.ts';
import { findModuleFile } from './find-module-file.ts';
import { guestSpool } from './guest/extract-in-guest.ts';
import type { DescribedParameter } from './guest/guest-messages.ts';
import { hear, startGuest, type Guest } from './guest/start-guest.ts';
import type { PrepareHost } from './prepared-source.ts';

/** The process of a module that has said what it is, and waits. */
export interface StartedModule {
  readonly guest: Guest;
  readonly spoolFolder: string;
  /** Masks what the guest prints and throws; to be set as soon as its secrets are known. */
  readonly mask: { current: (text: string) => string };
  /** Name of the source in the module, in snake_case. */
  readonly name: string;
  readonly parameters: readonly DescribedParameter[];
}

/**
 * Checks the types of a module, starts its process and asks for its name and parameters.
 * @throws DangoError for whatever is wrong with the module, with its place; its process has ended then.
 */
export async function startModule(
  project: Project,
  entry: UsableSource,
  { runId, onEvent, onExchange, onMemory, signal }: PrepareHost,
): Promise<StartedModule> {
  if (entry.spec.type !== 'dlt_native') {
    throw new DangoError(`Source ${entry.name} is no custom module.`, { code: 'config-invalid', at: entry.at });
  }
  const { source_module: sourceModule, source_name: sourceName, source_function: alias } = entry.spec.dlt_native;
  const file = findModuleFile(project, entry, sourceModule);
  await checkModuleTypes(project, file);
  const { paths, settings } = project;
  const spoolFolder = guestSpool(paths, runId);
  const mask = { current: (text: string): string => text };
  const guest = startGuest({
    projectRoot: project.root,
    customSources: paths.customSources,
    spoolFolder,
    memoryMb: settings.limits.sourceMemoryMb,
    timeLimitMs: settings.limits.sourceMinutes * 60_000,
    mode: 'module',
    file,
    sourceName: sourceName ?? alias,
    onEvent,
    onExchange,
    onMemory,
    mask,
    signal,
    tokens: openTokenFile(paths.tokens, entry.name),
  });
  try {
    const { name, parameters } = await hear(guest, 'described');
    return { guest, spoolFolder, mask, name, parameters };
  } catch (error) {
    await guest[Symbol.asyncDispose]();
    throw withPlace(error, entry, sourceName === undefined ? 'source_module' : 'source_name');
  }
}

/** What the module lacks is told at the line that asks for it, unless a line of the module is to blame. */
function withPlace(error: unknown, entry: UsableSource, key: string): unknown {
  if (!DangoError.is(error) || error.code !== 'module-invalid' || error.at !== undefined) return error;
  if (error.details.length > 0) return error;
  const { message, code, hint, context } = error;
  return new DangoError(message, { code, hint, context, at: entry.locate(['dlt_native', key], 'value') });
}
