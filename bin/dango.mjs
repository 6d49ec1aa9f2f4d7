#!/usr/bin/env node
// Plain JavaScript that every Node can read: a Node that is too old for Dango must be able to say so.
import { existsSync } from 'node:fs';
import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

const needed = [22, 19];
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  process.stderr.write(
    `Dango needs Node.js ${needed.join('.')} or newer; this is ${process.versions.node} (${process.execPath}).\n` +
      '  → Install a newer Node.js from https://nodejs.org, then run the command again.\n',
  );
  process.exitCode = 1;
} else {
  // A folder of the person's own: in a shared one such as /tmp, others could put code there for us to run.
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE || join(cache, 'dango', 'compile'));
  hideSqliteWarning();
  // Only a clone has the source, and there a dist folder may be older than it.
  const source = new URL('../cli/main.ts', import.meta.url);
  await import(existsSync(source) ? source : new URL('../dist/cli/main.js', import.meta.url));
}

/** Node 22 calls its SQLite experimental at every start. */
function hideSqliteWarning() {
  const emit = process.emitWarning.bind(process);
  process.emitWarning = (warning, ...details) => {
    if (!String(warning).startsWith('SQLite is an experimental')) emit(warning, ...details);
  };
}
