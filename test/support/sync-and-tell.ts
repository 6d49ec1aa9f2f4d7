// A program that syncs the first source of a project: `node sync-and-tell.ts ROOT [POINT MS]`. Writes each crash point
// that it reaches on a line of its own, at once, with the milliseconds since its start. Dies so long after it has
// reached POINT; a thread sees to that, so that it happens whatever the program is doing.
import { writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { crashPoints } from '../../lib/util/crash-point.ts';
import { syncHere } from './sync-here.ts';

const [, , root = '', point, delayMs = '0'] = process.argv;
const signal = new Int32Array(new SharedArrayBuffer(8));
if (point !== undefined) {
  const code = `const { workerData: [signal, ms] } = require('node:worker_threads');
    Atomics.store(signal, 1, 1);
    Atomics.notify(signal, 1);
    Atomics.wait(signal, 0, 0);
    if (ms > 0) Atomics.wait(signal, 0, 1, ms);
    process.kill(process.pid, 'SIGKILL');`;
  const killer = new Worker(code, { eval: true, workerData: [signal, Number(delayMs)] });
  // Until it runs it keeps this process alive, which waiting for it does not.
  await Atomics.waitAsync(signal, 1, 0).value;
  killer.unref();
}
crashPoints.subscribe((message) => {
  const { name } = message as { readonly name: string };
  writeSync(1, `${name} ${performance.now()}\n`);
  if (name !== point || signal[0] === 1) return;
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
});
const { report } = await syncHere(root);
writeSync(1, `${report.status} ${performance.now()}\n`);
