const counts = new Intl.NumberFormat('en');

/** `1 row`, `1,200 rows`. */
export function countWords(count: number, noun: string): string {
  return `${counts.format(count)} ${noun}${count === 1 ? '' : 's'}`;
}
