import type { Authenticator } from './authenticator.ts';

export interface BasicOptions {
  readonly username: string;
  readonly password: string;
}

/** `Authorization: Basic …` with both in UTF-8. */
export function createBasicAuthenticator({ username, password }: BasicOptions): Authenticator {
  const credentials = encodeBasic(username, password);
  // Some APIs take a key as user name, with a password that is empty or `x`.
  const secrets = password.length < 4 ? [username, password, credentials] : [password, credentials];
  return {
    apply({ headers }) {
      headers['authorization'] = `Basic ${credentials}`;
    },
    secrets: () => secrets,
  };
}

/** The part after `Basic `. */
export function encodeBasic(username: string, password: string): string {
  return Buffer.from(`${username}:${password}`, 'utf8').toString('base64');
}
