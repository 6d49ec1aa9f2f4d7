import type { RunWork } from './perform-run.ts';

/** What a run process does with its request. The engine is loaded only now, so that a queued run costs little. */
export function workOnRequest(projectRoot: string): RunWork {
  return async (request, host) => {
    if (request.kind === 'script') {
      const { runScript } = await import('../sync/run-script.ts');
      return runScript({ projectRoot, file: request.file }, host);
    }
    if (request.kind === 'undo') {
      const { undoRun } = await import('../sync/undo-run.ts');
      return [await undoRun({ projectRoot, run: request.run, source: request.source }, host)];
    }
    if (request.kind === 'accept') {
      const { acceptPackage } = await import('../sync/accept-package.ts');
      return [await acceptPackage({ projectRoot, loadId: request.load }, host)];
    }
    const { syncSource } = await import('../sync/sync-source.ts');
    const { kind: _kind, ...wanted } = request;
    return [await syncSource({ projectRoot, ...wanted }, host)];
  };
}
