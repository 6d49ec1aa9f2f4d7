import { isPlainText, joinMasks, withPlainTextCheck } from './plain-text-check.ts';
import { createMask, type Mask } from './redact.ts';

const fetched = new Set<string>();
/** The oldest are forgotten: a token is echoed while it is in use. */
const mostTokens = 200;
let mask: Mask | undefined;

/** Notes a token that this process was given, so that nothing it tells shows it. */
export function noteFetchedToken(token: string): void {
  if (fetched.has(token)) return;
  fetched.add(token);
  const [oldest] = fetched;
  if (fetched.size > mostTokens && oldest !== undefined) fetched.delete(oldest);
  mask = undefined;
}

/** Hides every token that this process was given, for texts that no client has seen. */
const maskFetchedTokens = withPlainTextCheck(
  (text) => currentMask()(text),
  (utf8) => isPlainText(utf8, currentMask()),
);

function currentMask(): Mask {
  return (mask ??= createMask([...fetched]));
}

/** Hides the secret values of a source, and every token that this process was given for it. */
export function createSourceMask(secretValues: readonly string[]): Mask {
  return joinMasks([createMask(secretValues), maskFetchedTokens]);
}
