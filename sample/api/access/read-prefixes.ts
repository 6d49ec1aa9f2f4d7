import { accessKinds, type AccessKind } from './access-check.ts';

export interface PrefixedPath {
  /** The path behind all prefixes. */
  readonly path: string;
  readonly access: readonly AccessKind[];
  readonly isLimited: boolean;
}

/** Takes `/limited` and `/auth/<kind>` off the front: every route exists behind each of them too. */
export function readPrefixes(path: string): PrefixedPath {
  if (path.startsWith('/limited/')) return { ...readPrefixes(path.slice('/limited'.length)), isLimited: true };
  const kind = accessKinds.find((candidate) => path.startsWith(`/auth/${candidate}/`));
  if (!kind) return { path, access: [], isLimited: false };
  const rest = readPrefixes(path.slice(`/auth/${kind}`.length));
  return { ...rest, access: [kind, ...rest.access] };
}
