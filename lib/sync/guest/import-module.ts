import { registerHooks } from 'node:module';
import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DangoError } from '../../errors/dango-error.ts';
import { explainModuleError } from './explain-module-error.ts';

export interface ImportPlaces {
  readonly sdkFile: string;
  readonly customSources: string;
  readonly projectRoot: string;
}

/**
 * Lets `import … from "dango"` find this Dango, and user files be TypeScript whatever their package.json says.
 * @returns the addresses of the modules of custom_sources that were imported so far.
 */
export function registerModuleHooks({ sdkFile, customSources, projectRoot }: ImportPlaces): ReadonlySet<string> {
  const imported = new Set<string>();
  const modulesFolder = `${pathToFileURL(customSources).href}/`;
  const sdkUrl = pathToFileURL(sdkFile).href;
  const userFolders = [customSources, projectRoot].map((folder) => `${pathToFileURL(folder).href}/`);
  registerHooks({
    resolve(specifier, context, nextResolve) {
      if (specifier === 'dango') {
        return { url: sdkUrl, shortCircuit: true, format: sdkUrl.endsWith('.ts') ? 'module-typescript' : 'module' };
      }
      const resolved = nextResolve(specifier, context);
      if (resolved.url.startsWith(modulesFolder)) imported.add(resolved.url);
      const isUserFile = resolved.url.endsWith('.ts') && userFolders.some((folder) => resolved.url.startsWith(folder));
      const isOwn = resolved.url.includes('/node_modules/') || context.parentURL === undefined;
      return isUserFile && !isOwn ? { ...resolved, format: 'module-typescript' } : resolved;
    },
  });
  return imported;
}

/**
 * Imports a file of the project. A script does all of its work while it is imported.
 * @throws DangoError with the place, whatever went wrong in it.
 */
export async function importModule(
  file: string,
  projectRoot: string,
  mode: 'module' | 'script',
): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    const shown = relative(projectRoot, file);
    const explained = explainModuleError(error, projectRoot, mode === 'script' ? 'The script' : 'Loading the module');
    const isKnown = DangoError.is(error);
    const isLoading = mode === 'module' || importHint(error) !== undefined;
    throw new DangoError(explained.message, {
      code: isKnown ? error.code : isLoading ? 'module-invalid' : 'module-failed',
      hint:
        importHint(error) ?? (isKnown || explained.at !== undefined ? explained.hint : `Look at what ${shown} throws.`),
      at: explained.at ?? { file: shown, line: 1, column: 1 },
      context: explained.context,
      cause: error,
    });
  }
}

function importHint(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  const message = String(error);
  if (code === 'ERR_MODULE_NOT_FOUND') {
    return 'Write relative imports with their ending (./shared.ts), and install packages in the project folder.';
  }
  if (code === 'ERR_ACCESS_DENIED') {
    return 'A custom source reads files below custom_sources only, and starts no other programs.';
  }
  if (message.includes('does not provide an export named')) return 'Write "import type" for types.';
  if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX')
    return 'Use an object with "as const" instead of an enum, and plain class fields.';
  return undefined;
}
