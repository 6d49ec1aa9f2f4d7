import type { MonacoApi } from '../editor/load-monaco.ts';
import { fetchJson } from '../server-data/fetch-json.ts';

let setUp: Promise<void> | undefined;

/** Teaches the editor's TypeScript the types of "dango" and of Node, once, with the settings of the server's check. */
export async function setUpTypeScript(monaco: MonacoApi): Promise<void> {
  setUp ??= addTypes(monaco).catch((error: unknown) => {
    setUp = undefined;
    throw error;
  });
  await setUp;
}

/** What the compiler in the worker knows and its declarations do not name: "bundler", and "force". */
const laterOptions: Readonly<Record<string, number>> = { moduleResolution: 100, moduleDetection: 3 };

async function addTypes({ typescript }: MonacoApi): Promise<void> {
  const defaults = typescript.typescriptDefaults;
  defaults.setCompilerOptions({
    target: typescript.ScriptTarget.ESNext,
    module: typescript.ModuleKind.ESNext,
    ...laterOptions,
    lib: ['esnext'],
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    allowNonTsExtensions: true,
  });
  defaults.setEagerModelSync(true);
  const { files } = await fetchJson<{ readonly files: Readonly<Record<string, string>> }>('/monaco/dango-types.json');
  defaults.setExtraLibs(Object.entries(files).map(([filePath, content]) => ({ filePath, content })));
}
