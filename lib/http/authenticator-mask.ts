import type { Authenticator } from './authenticator.ts';
import { isPlainText, withPlainTextCheck } from './plain-text-check.ts';
import { createMask, type Mask } from './redact.ts';

const masks = new WeakMap<Authenticator, Mask>();

/** Hides everything that an authenticator knows. Tokens come and go, so it is built again whenever the list changed. */
export function maskOfAuthenticator(auth: Authenticator): Mask {
  const made = masks.get(auth);
  if (made !== undefined) return made;
  let known = '';
  let current = createMask([]);
  const upToDate = (): Mask => {
    const secrets = auth.secrets();
    const list = secrets.join('\n');
    if (list !== known) {
      known = list;
      current = createMask(secrets);
    }
    return current;
  };
  const mask = withPlainTextCheck(
    (text) => upToDate()(text),
    (utf8) => isPlainText(utf8, upToDate()),
  );
  masks.set(auth, mask);
  return mask;
}
