import type { Authenticator } from './authenticator.ts';
import { createMask, type Mask } from './redact.ts';

const masks = new WeakMap<Authenticator, Mask>();

/** Hides everything that an authenticator knows. Tokens come and go, so it is built again whenever the list changed. */
export function maskOfAuthenticator(auth: Authenticator): Mask {
  const made = masks.get(auth);
  if (made !== undefined) return made;
  let known = '';
  let current = createMask([]);
  const mask: Mask = (text) => {
    const secrets = auth.secrets();
    const list = secrets.join('\n');
    if (list !== known) {
      known = list;
      current = createMask(secrets);
    }
    return current(text);
  };
  masks.set(auth, mask);
  return mask;
}
