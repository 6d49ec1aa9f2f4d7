/** A text in which secrets stand by their names, not with their values. */
export type SecretText = readonly (string | { readonly secret: string })[];

/** What stands in a record where something secret was sent. */
export const mask = '***';

const reference = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-[^}]*)?\}/g;

/**
 * Splits a text with references such as `Bearer ${TOKEN}`. Undefined for one that says not by itself what was sent: with
 * references of another kind, or placeholders of records and cursors.
 */
export function parseSecretText(written: string): SecretText | undefined {
  const parts: (string | { readonly secret: string })[] = [];
  let position = 0;
  for (const { index, 0: whole, 1: secret = '' } of written.matchAll(reference)) {
    parts.push(written.slice(position, index), { secret });
    position = index + whole.length;
  }
  parts.push(written.slice(position));
  const isPlain = parts.every(
    (part) => typeof part !== 'string' || !/\$\{|\$\$|\{\+?(?:resources|for_each|incremental)\./.test(part),
  );
  return isPlain ? parts.filter((part) => part !== '') : undefined;
}
