import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';

/**
 * Libraries of many small files, in the order of what is saved. Bundled they are loaded in a third of the time, which
 * every command and every run waits for.
 */
const bundled = [
  'zod',
  'yaml',
  'undici',
  '@duckdb/node-api',
  'lossless-json',
  '@marcbachmann/cel-js',
  'commander',
  'unbash',
  '@scalar/openapi-validator',
];

/** Puts each library into one file below `folder`, and lets the JavaScript there import that. */
export async function bundleDependencies(folder: string): Promise<void> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(folder, name));
  const used = new Set<string>();
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    const changed = text.replaceAll(importPattern, (whole, before: string, name: string, after: string) => {
      if (!bundled.includes(name)) return whole;
      used.add(name);
      const path = relative(dirname(file), join(folder, fileOf(name))).replaceAll('\\', '/');
      return `${before}${path.startsWith('.') ? path : `./${path}`}${after}`;
    });
    if (changed !== text) writeFileSync(file, changed);
  }
  await Promise.all([...used].map((name) => bundle(name, join(folder, fileOf(name)))));
}

const importPattern = /((?:^|\n)(?:import|export)\s[^;'"]*from '|(?:^|\n)import '|\bimport\(')([^'./][^']*)('\)?)/g;

function fileOf(name: string): string {
  return `libraries/${name.replaceAll(/[^a-z-]+/g, '-').replace(/^-/, '')}.js`;
}

async function bundle(name: string, outfile: string): Promise<void> {
  // What CommonJS exports is known only once it has run.
  const exported = Object.keys((await import(name)) as object).filter((key) => /^(?!default$)[\w$]+$/.test(key));
  await build({
    stdin: { contents: `export { ${exported.join(', ')} } from '${name}';`, resolveDir: dirname(import.meta.dirname) },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // Its files for each platform are found at run time.
    external: ['@duckdb/node-bindings'],
    // What is written for CommonJS asks for Node's own modules by it.
    banner: {
      js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
    },
    legalComments: 'eof',
    logLevel: 'error',
  });
}
