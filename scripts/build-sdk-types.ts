import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';

// The types that an editor in the browser needs to understand a module: those of "dango" and of Node, as one JSON file
// { "files": { "file:///node_modules/…": text } }. Usage: node scripts/build-sdk-types.ts [file]
const root = dirname(import.meta.dirname);
const target = resolve(process.argv[2] ?? join(root, 'public', 'monaco', 'dango-types.json'));
const require = createRequire(import.meta.url);
const relativeImport = /(from '|import\('|from "|import\(")(\.{1,2}\/[^'"]+)\.ts(['"])/g;

const files = {
  ...sdkFiles(),
  ...packageFiles('@types/node'),
  ...packageFiles('undici-types', createRequire(require.resolve('@types/node/package.json'))),
};
const json = JSON.stringify({ files });
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, json);
console.log(`${relative(process.cwd(), target)}: ${Object.keys(files).length} files, ${Buffer.byteLength(json)} bytes`);

/** What `import … from "dango"` reaches, with its comments. */
function sdkFiles(): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'dango-types-'));
  try {
    const entry = 'lib/sdk/dango';
    emitDeclarations(folder, join(root, `${entry}.ts`));
    const reached: Record<string, string> = {
      'file:///node_modules/dango/package.json': JSON.stringify({ name: 'dango', types: `./${entry}.d.ts` }),
    };
    const visit = (module: string): void => {
      const path = `file:///node_modules/dango/${module}.d.ts`;
      if (path in reached) return;
      const text = readFileSync(join(folder, `${module}.d.ts`), 'utf8');
      // An editor knows no files that end in ".ts" and are imported so; ".js" stands for the declarations beside it.
      reached[path] = text.replaceAll(relativeImport, '$1$2.js$3');
      for (const [, , specifier = ''] of text.matchAll(relativeImport)) {
        visit(posix.join(posix.dirname(module), specifier));
      }
    };
    visit(entry);
    return reached;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function emitDeclarations(folder: string, entry: string): void {
  const config = join(folder, 'tsconfig.json');
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rewriteRelativeImportExtensions: true,
    stripInternal: true,
    outDir: folder,
    rootDir: root,
    rootDirs: [],
    paths: {},
    typeRoots: [join(root, 'node_modules', '@types')],
  };
  writeFileSync(
    config,
    JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, include: [], files: [entry] }),
  );
  const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', config], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The types of lib/sdk cannot be written:\n${stdout}`);
}

/** The declarations of a package, without those for older compilers. Of its comments the first paragraph stays. */
function packageFiles(name: string, from: NodeJS.Require = require): Record<string, string> {
  const folder = dirname(from.resolve(`${name}/package.json`));
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll(sep, '/'));
  const declarations = names.filter((path) => path.endsWith('.d.ts') && !/^ts\d|^node_modules\//.test(path)).sort();
  const address = `file:///node_modules/${name}`;
  return {
    [`${address}/package.json`]: JSON.stringify({ name, types: './index.d.ts' }),
    ...Object.fromEntries(
      declarations.map((path) => [`${address}/${path}`, shorten(readFileSync(join(folder, path), 'utf8'))]),
    ),
  };
}

function shorten(text: string): string {
  return text.replaceAll(/^([ \t]*)\/\*\*[^]*?\*\/\n/gm, (comment: string, indent: string) => {
    const lines = comment.split('\n').map((line) => line.replace(/^\s*(\/\*\*|\*\/|\*) ?|\*\/\s*$/g, '').trimEnd());
    const text = lines.filter((line, index) => index > 0 || line !== '');
    const start = text.findIndex((line) => line.trim() !== '');
    const end = text.findIndex((line, index) => index > start && (line.trim() === '' || line.trim().startsWith('@')));
    const paragraph = text
      .slice(Math.max(0, start), end < 0 ? text.length : end)
      .join(' ')
      .trim();
    return paragraph === '' ? '' : `${indent}/** ${paragraph} */\n`;
  });
}
