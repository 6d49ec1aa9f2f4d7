import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';

// Looks at the code without running it: lint with types, format, types, dead code. All at once, because each waits for
// files and starts on one core; told one after the other.
const root = dirname(import.meta.dirname);
const checks = ['oxlint --type-aware', 'oxfmt --check', 'tsc -p .', 'tsc -p tsconfig.app.json', 'knip'];

const results = checks.map(runCheck);
for (const result of results) {
  const { check, isPassed, output } = await result;
  console.log(`${isPassed ? 'passed' : 'FAILED'}: ${check}`);
  if (!isPassed) console.log(output);
  if (!isPassed) process.exitCode = 1;
}

async function runCheck(check: string): Promise<{ check: string; isPassed: boolean; output: string }> {
  const [program = '', ...words] = check.split(' ');
  const child = spawn(join(root, 'node_modules', '.bin', program), words, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { check, isPassed: status === 0, output: stdout + stderr };
}
