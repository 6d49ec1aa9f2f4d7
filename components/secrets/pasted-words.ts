import type { PastedSecret } from '#lib/index.ts';

/** Tells the places of a pasted text apart. */
export function placeKey({ section, key }: Pick<PastedSecret, 'section' | 'key'>): string {
  return JSON.stringify([section, key]);
}

/** Whether there is something that can be stored. */
export function isStorable({ effect }: PastedSecret): boolean {
  return effect === 'new' || effect === 'replaces';
}

/** Whether it is chosen from the start: it can be stored, and something reads it. */
export function isWanted(secret: PastedSecret): boolean {
  return isStorable(secret) && (secret.usedBy.length > 0 || secret.isMentioned);
}

/** What storing it would do, and who reads it. */
export function pastedWords({ effect, usedBy, behind, isMentioned }: PastedSecret): string {
  if (effect === 'unusable')
    return 'Cannot be stored: a name takes letters, digits, underscores and dashes, a value is a text.';
  if (effect === 'empty') return 'Has no value.';
  const parts = [
    usedBy.length === 0 ? undefined : `Used by ${usedBy.join(', ')}.`,
    ...behind.map(({ source, origin }) => `${source} takes its value from ${origin}, which comes first.`),
    usedBy.length === 0 && isMentioned ? 'A module in custom_sources has this name and may read it.' : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? 'No source uses it.' : parts.join(' ');
}
