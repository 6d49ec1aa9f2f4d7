import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { writeFileAtomic } from '../lib/index.ts';

/** What opens the UI: a token that stays the same over restarts, and a password where one was set. */
export interface SessionKey {
  /** Part of the link that is printed at the start. */
  readonly token: string;
  /** Name of the cookie; differs by project, because cookies are shared by all ports of a host. */
  readonly cookieName: string;
  /** True for the token or the password. Takes the same time for every wrong one. */
  readonly opensWith: (secret: string) => boolean;
  /** True when a Cookie header carries the session. */
  readonly isIn: (cookieHeader: string | undefined) => boolean;
}

/**
 * Reads the token of a project from `.dango/cache/ui-token`, or makes it (mode 0600). Modules of sources cannot read it, so
 * they cannot use the UI of the person who runs them.
 */
export function readSessionKey(projectRoot: string, password: string | undefined): SessionKey {
  const token = readToken(join(projectRoot, '.dango', 'cache', 'ui-token'));
  const cookieName = `dango_${digestOf(token).subarray(0, 5).toString('hex')}`;
  const isToken = (secret: string): boolean => timingSafeEqual(digestOf(secret), digestOf(token));
  const isPassword = (secret: string): boolean =>
    password !== undefined && timingSafeEqual(digestOf(secret), digestOf(password));
  return {
    token,
    cookieName,
    opensWith: (secret) => isToken(secret) || isPassword(secret),
    isIn: (header = '') =>
      header.split(';').some((pair) => {
        const [name = '', value = ''] = pair.trim().split('=');
        return name === cookieName && isToken(value);
      }),
  };
}

function readToken(file: string): string {
  try {
    const kept = readFileSync(file, 'utf8').trim();
    if (/^[\w-]{32,}$/.test(kept)) return kept;
  } catch {
    // None yet.
  }
  const token = randomBytes(24).toString('base64url');
  mkdirSync(dirname(file), { recursive: true });
  writeFileAtomic(file, `${token}\n`, { mode: 0o600 });
  return token;
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
