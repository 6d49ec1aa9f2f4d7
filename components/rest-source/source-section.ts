import { sliceSource } from '#lib/spec/slice-source.ts';

/** What stands around the section of one source in sources.yml. */
export interface SectionFrame {
  readonly before: string;
  readonly after: string;
}

/** The frame around a source; one that is empty when the source cannot be told apart, so the section is the file. */
export function frameOf(text: string, name: string): SectionFrame {
  const slice = sliceSource(text, name);
  if (slice === undefined) return { before: '', after: '' };
  // The last line break stays outside, so that typing at the end cannot join two sources.
  const lineEnd = /\r?\n$/.exec(text.slice(slice.start, slice.end))?.[0].length ?? 0;
  return { before: text.slice(0, slice.start), after: text.slice(slice.end - lineEnd) };
}

export function isFrameOf({ before, after }: SectionFrame, text: string): boolean {
  return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
}

export function sectionIn({ before, after }: SectionFrame, text: string): string {
  return text.slice(before.length, text.length - after.length);
}

/**
 * The text on disk with the section of the draft in it. Undefined when the section cannot be told apart in one of the
 * texts, or the draft changed more than the section.
 */
export function carrySection(base: string, draft: string, disk: string, name: string): string | undefined {
  const frame = frameOf(base, name);
  if (isWhole(frame) || !isFrameOf(frame, draft)) return undefined;
  const place = frameOf(disk, name);
  return isWhole(place) ? undefined : place.before + sectionIn(frame, draft) + place.after;
}

/** Whether the section on disk is still what the draft began from. */
export function isSectionUntouched(base: string, disk: string, name: string): boolean {
  return sectionIn(frameOf(base, name), base) === sectionIn(frameOf(disk, name), disk);
}

/** How much further down the same section stands; undefined when it is another one, or cannot be told apart. */
export function shiftBetween(before: string, after: string, name: string): number | undefined {
  const [from, to] = [frameOf(before, name), frameOf(after, name)];
  if (isWhole(from) || isWhole(to) || sectionIn(from, before) !== sectionIn(to, after)) return undefined;
  return to.before.length - from.before.length;
}

function isWhole({ before, after }: SectionFrame): boolean {
  return before === '' && after === '';
}
