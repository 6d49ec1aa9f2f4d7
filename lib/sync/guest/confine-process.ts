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
const { isArray } = Array;
const { getOwnPropertySymbols } = Object;

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
      return apply(original, this, withoutUnixSocket(parameters));
    },
  });
}

/** The parameters as they are to be passed on: what was looked at and found harmless cannot change any more. */
function withoutUnixSocket(parameters: unknown[]): unknown[] {
  const given = parameters[0];
  if (isArray(given)) {
    // Node itself passes the parameters on as a list in a list; any other list would be read as options.
    if ('path' in given) throw unixSocketError();
    const [first, callback]: readonly unknown[] = [given[0], given[1]];
    const target = checkTarget(first);
    return typeof callback === 'function' ? [target, callback] : [target];
  }
  parameters[0] = checkTarget(given);
  return parameters;
}

/** A port or a copy of options. */
function checkTarget(target: unknown): unknown {
  // Node takes a text for a path unless it reads as a number. No function is called here that user code could replace.
  if (typeof target === 'string' && !(+target >= 0)) throw unixSocketError();
  if (typeof target !== 'object' || target === null) return target;
  const options = copyOptions(target);
  if (typeof options['path'] === 'string') throw unixSocketError();
  return options;
}

/** Also what the options inherit: Node reads that as well. */
function copyOptions(options: object): Record<PropertyKey, unknown> {
  const copy: Record<PropertyKey, unknown> = { __proto__: null };
  for (const key in options) copy[key] = get(options, key);
  const symbols = getOwnPropertySymbols(options);
  for (let index = 0; index < symbols.length; index += 1) {
    const symbol = symbols[index];
    if (symbol !== undefined) copy[symbol] = get(options, symbol);
  }
  return copy;
}

function unixSocketError(): TypeError {
  return new TypeError('Unix sockets are not available in a custom source.');
}
