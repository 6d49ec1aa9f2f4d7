import { lookUpSecret, ownerOf } from '../project/look-up-secret.ts';
import { requireSource, type UsableSource } from '../project/require-source.ts';
import { loadSecretStore } from '../project/secret-store.ts';
import { hasInterpolation, parseInterpolation } from '../spec/interpolation.ts';
import { startModule } from '../sync/start-module.ts';
import { toSnakeCase } from '../util/snake-case.ts';
import { endPreviewFolder, openPreviewFolder } from './preview-folder.ts';
import { completeLimits } from './preview-limits.ts';
import { previewProject } from './preview-project.ts';
import type { PreviewRequest } from './preview-request.ts';

/** A parameter that the source of a module declares, and where its value comes from. */
export interface ModuleParameterListing {
  /** As the module writes it: `apiKey`. */
  readonly name: string;
  /** As `function_kwargs` and secrets.toml write it: `api_key`. */
  readonly key: string;
  readonly kind: 'secret' | 'required' | 'default';
  /** What counts where nothing else is said; absent for the other kinds. */
  readonly defaultValue?: unknown;
  /** The name under which its value is stored: `NAME` where `function_kwargs` says `${NAME}`, else its key. */
  readonly storedAs: string;
  /** Where that value lies, in words; never the value. Absent: nowhere. */
  readonly origin?: string;
}

/**
 * The parameters of a module's source, saved or not, in the order in which it declares them. Nothing is fetched: the
 * process of the module is asked, and ends.
 * @throws DangoError for whatever keeps the module from starting, with its place; `run-cancelled` after the signal.
 */
export async function describeModule(
  request: Pick<PreviewRequest, 'projectRoot' | 'source' | 'sourcesText' | 'modules'>,
  signal: AbortSignal,
): Promise<readonly ModuleParameterListing[]> {
  const folder = openPreviewFolder(request.projectRoot);
  try {
    const project = previewProject({ ...request, folder, limits: completeLimits(), keepsProcess: false });
    const entry = requireSource(project, request.source);
    const host = { runId: 'describe', onEvent: () => undefined, signal };
    const { guest, parameters } = await startModule(project, entry, host);
    await guest[Symbol.asyncDispose]();
    const store = loadSecretStore(project.root);
    return parameters.map(({ name, isSecret, hasDefault, defaultValue }) => {
      const key = toSnakeCase(name);
      const reference = referenceIn(entry, [key, name]);
      const storedAs = reference ?? key;
      const hasBareName = isSecret || reference !== undefined;
      const { found } = lookUpSecret(store, storedAs, ownerOf(entry.spec), { hasBareName });
      return {
        name,
        key,
        kind: isSecret ? 'secret' : hasDefault ? 'default' : 'required',
        ...(hasDefault ? { defaultValue } : {}),
        storedAs,
        ...(found === undefined ? {} : { origin: found.origin }),
      };
    });
  } finally {
    endPreviewFolder(folder, false);
  }
}

/** The one name that `function_kwargs` gives a parameter as `${NAME}`. */
function referenceIn({ spec }: UsableSource, keys: readonly string[]): string | undefined {
  const given = spec.type === 'dlt_native' ? (spec.dlt_native.function_kwargs ?? {}) : {};
  const value = keys.map((key) => given[key]).find((one) => one !== undefined);
  if (typeof value !== 'string' || !hasInterpolation(value)) return undefined;
  const parts = parseInterpolation(value);
  const [only] = parts;
  return parts.length === 1 && only?.type === 'reference' ? only.name : undefined;
}
