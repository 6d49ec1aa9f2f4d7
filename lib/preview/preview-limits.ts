import { DangoError } from '../errors/dango-error.ts';

/** How much of an API a preview asks for. All are whole numbers from 1. */
export interface PreviewLimits {
  /** Most pages per resource and record of its parent. Default 2. */
  readonly pages: number;
  /** Most records per resource. Default 100. */
  readonly records: number;
  /** Most records of one resource whose children are read. Default 3. */
  readonly parents: number;
  /** Time for the whole preview, at most 1800. Default 60. */
  readonly timeoutSeconds: number;
}

const defaultLimits: PreviewLimits = { pages: 2, records: 100, parents: 3, timeoutSeconds: 60 };
/** Below the hour after which what a preview leaves behind is deleted. */
const longestTimeoutSeconds = 1_800;

/** The limits that count where only some are given. */
export function completeLimits(given: Partial<PreviewLimits> = {}): PreviewLimits {
  const { pages, records, parents, timeoutSeconds } = defaultLimits;
  return {
    pages: given.pages ?? pages,
    records: given.records ?? records,
    parents: given.parents ?? parents,
    timeoutSeconds: given.timeoutSeconds ?? timeoutSeconds,
  };
}

/** @throws DangoError `usage-invalid` for a limit that is none. */
export function checkLimits(limits: PreviewLimits): void {
  for (const [name, value] of Object.entries(limits) as [keyof PreviewLimits, number][]) {
    const most = name === 'timeoutSeconds' ? longestTimeoutSeconds : Number.MAX_SAFE_INTEGER;
    if (Number.isSafeInteger(value) && value >= 1 && value <= most) continue;
    const upTo = name === 'timeoutSeconds' ? ` to ${most}` : '';
    throw new DangoError(`The limit "${name}" of the preview is ${value}, which is no whole number from 1${upTo}.`, {
      code: 'usage-invalid',
      hint: `Leave it out for ${defaultLimits[name]}.`,
    });
  }
}
