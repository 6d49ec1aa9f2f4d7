import type { PageStep } from './paginator.ts';

/** What follows a page, in words for the record of its exchange: `20 records; reads on: page=3`. */
export function describeStep(step: PageStep, records: number): string {
  const count = records === 1 ? '1 record' : `${records} records`;
  if (step.next === undefined) {
    const isDropped = step.isRepeat === true && records > 0;
    return `${count}${isDropped ? ', not taken again' : ''}; the list ends: ${step.why}`;
  }
  // The reason is written for the request that follows, from where this response is the one before.
  return `${count}; reads on: ${step.reason.replace(/ in the previous response$/, '')}`;
}

/** What follows a request that was refused, where that is no failure: `refused; the list ends: page=4 answers 404`. */
export function describeRefusal(step: PageStep): string {
  return step.next === undefined ? `refused; the list ends: ${step.why}` : `refused; reads on: ${step.reason}`;
}
