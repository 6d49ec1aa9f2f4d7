import type { Server } from 'node:http';

export interface Listening {
  readonly port: number;
  /** The port that was asked for, when another program has it. */
  readonly takenPort: number | undefined;
}

const triedPorts = 20;

/**
 * Listens on a port, or on the next free one behind it. Port 0 takes any free one.
 * Throws the system's error when the address cannot be used at all, or none of 20 ports is free.
 */
export async function listenOnFreePort(server: Server, host: string, port: number): Promise<Listening> {
  for (let tried = port; ; tried += 1) {
    try {
      const actual = await listen(server, host, tried);
      return { port: actual, takenPort: tried === port ? undefined : port };
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken || tried >= port + triedPorts) throw error;
    }
  }
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  return await new Promise((resolve, reject) => {
    const onError = (error: Error): void => reject(error);
    server.once('error', onError);
    server.listen(port, host, () => {
      server.removeListener('error', onError);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
