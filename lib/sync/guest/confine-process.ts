import { Server, Socket } from 'node:net';

/** Parts of `process` that reach beyond this process; user code has no use for them. */
const forbidden = [
  'kill',
  '_kill',
  '_debugProcess',
  '_debugEnd',
  '_linkedBinding',
  'binding',
  'dlopen',
  'setuid',
  'setgid',
];

/** Kept, because user code may put something else in its place and be handed what is guarded here. */
const { apply, get } = Reflect;

/**
 * Takes away what Node's permission model leaves open: signals to other processes (one of them opens a debugger in
 * them) and Unix sockets (Docker's, the SSH agent's). A guard rail, not a jail.
 */
export function confineProcess(): void {
  for (const name of forbidden) {
    Object.defineProperty(process, name, {
      value: () => {
        throw new TypeError(`process.${name} is not available in a custom source.`);
      },
    });
  }
  refuseUnixSockets(Socket.prototype, 'connect');
  refuseUnixSockets(Server.prototype, 'listen');
}

function refuseUnixSockets(prototype: object, name: 'connect' | 'listen'): void {
  const original: unknown = get(prototype, name);
  if (typeof original !== 'function') return;
  Object.defineProperty(prototype, name, {
    value: function confined(this: object, ...parameters: unknown[]): unknown {
      if (namesUnixSocket(parameters)) throw new TypeError('Unix sockets are not available in a custom source.');
      return apply(original, this, parameters);
    },
  });
}

function namesUnixSocket(parameters: readonly unknown[]): boolean {
  // Node itself passes the parameters on as a list in a list.
  const first: unknown = Array.isArray(parameters[0]) ? parameters[0][0] : parameters[0];
  if (typeof first === 'string') return !/^\d+$/.test(first);
  return typeof first === 'object' && first !== null && 'path' in first && typeof first.path === 'string';
}
