import { DangoError } from '../errors/dango-error.ts';

/** Levels of objects and lists that a record may have; from a few thousand on no JSON writer can follow. */
const mostLevels = 1000;

/**
 * Looks through what lies deeper than columns and tables go.
 * @param level of the value within its record, from 0.
 * @throws DangoError `response-invalid` for more than 1000 levels.
 */
export function refuseDepth(value: unknown, level: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (level >= mostLevels) {
    throw new DangoError(`A record is nested more than ${mostLevels} levels deep.`, {
      code: 'response-invalid',
      hint: 'Look at the response: it is broken, or data_selector has to choose a part of it.',
    });
  }
  for (const inner of Object.values(value)) refuseDepth(inner, level + 1);
}
