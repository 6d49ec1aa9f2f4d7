import { hash } from 'node:crypto';
import { DangoError } from '../../errors/dango-error.ts';

/** Notices when a list leads back to a position it has been at, before the pages come round for ever. */
export interface PositionGuard {
  /** Whether the position is new; it is known from now on. */
  visit(position: string): boolean;
}

/** Keeps a hash per position, so that a list of a million pages costs little memory. */
export function createPositionGuard(): PositionGuard {
  const seen = new Set<string>();
  return {
    visit(position) {
      const before = seen.size;
      seen.add(hash('sha1', position, 'base64'));
      return seen.size > before;
    },
  };
}

/** @param position what came twice, in words: `the next URL "…"`. */
export function createLoopError(position: string, url: string, hint: string): DangoError {
  return new DangoError(`The pages lead in a circle: ${position} came a second time, in the response of ${url}.`, {
    code: 'pagination-failed',
    hint,
    context: { url },
  });
}
