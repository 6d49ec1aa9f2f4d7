import { AsyncLocalStorage } from 'node:async_hooks';
import { Socket } from 'node:net';
import type { buildConnector } from 'undici';

/**
 * What one attempt knows and says about the connection that is opened for it. undici has one connect timeout per
 * pool and cannot cancel a connection that is still being opened; a dead host would keep the process alive.
 */
export interface ConnectionWatch {
  readonly connectTimeoutMs: number;
  readonly signal: AbortSignal;
  /** True while a connection is being opened: nothing of the request has left this machine yet. */
  isConnecting: boolean;
}

const storage = new AsyncLocalStorage<ConnectionWatch>();

/** Runs `work` so that a connection opened by it obeys `watch`. */
export function watchConnection<Result>(watch: ConnectionWatch, work: () => Result): Result {
  return storage.run(watch, work);
}

/** Makes a connector look at the watch of the attempt that needs the connection. */
export function createWatchedConnector(
  connect: buildConnector.connector,
  createTimeoutError: (message: string) => Error,
): buildConnector.connector {
  return (options, callback) => {
    const watch = storage.getStore();
    if (watch === undefined) return connect(options, callback);
    const { connectTimeoutMs, signal } = watch;
    watch.isConnecting = true;
    // undici's type hides the socket that its connector returns.
    const socket: unknown = connect(options, (...result) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      watch.isConnecting = result[0] !== null;
      callback(...result);
    });
    const close = (error: Error): void => {
      if (socket instanceof Socket) socket.destroy(error);
    };
    const cancel = (): void => close(createTimeoutError('cancelled'));
    const timer = setTimeout(
      () => close(createTimeoutError(`no connection within ${connectTimeoutMs} ms`)),
      connectTimeoutMs,
    );
    signal.addEventListener('abort', cancel, { once: true });
  };
}
