import { z } from 'zod';

/** Between the known keys in the text of an unknown-key issue; no key contains it. */
const separator = '|';

/**
 * A mapping that refuses unknown keys. Its unknown-key issues carry the known ones as their message, so that whoever
 * words the error can say "did you mean"; {@link knownKeysOf} reads them back.
 */
export function strictMapping<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? Object.keys(shape).join(separator) : undefined),
  });
}

export function knownKeysOf(message: string): readonly string[] {
  return message.split(separator);
}
