import { spawnSync } from 'node:child_process';

/** Ids of the living processes that work on a project: its path is among their arguments. Zombies do not count. */
export function listProcesses(projectRoot: string): readonly number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,stat=,args='], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout.split('\n').flatMap((line) => {
    const [, id, state, command] = /^\s*(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    const isOne = command?.includes(projectRoot) === true && state?.startsWith('Z') === false;
    return isOne ? [Number(id)] : [];
  });
}
