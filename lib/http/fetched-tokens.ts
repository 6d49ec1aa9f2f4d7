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
function maskFetchedTokens(text: string): string {
  mask ??= createMask([...fetched]);
  return mask(text);
}

/** Hides the secret values of a source, and every token that this process was given for it. */
export function createSourceMask(secretValues: readonly string[]): Mask {
  const maskValues = createMask(secretValues);
  return (text) => maskFetchedTokens(maskValues(text));
}
