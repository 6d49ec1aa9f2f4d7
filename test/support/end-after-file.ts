type End = () => unknown;

const open = new Set<End>();

/**
 * Has something that a test opened ended after its file at the latest. A hook of vitest's in a module of support would
 * count for the first file of a worker only, because files of one worker share their modules.
 * @returns Forgets it again, for what has ended by itself.
 */
export function endAfterFile(end: End): () => void {
  open.add(end);
  return () => void open.delete(end);
}

/** Ends all that is still open, at once. */
export async function endAll(): Promise<void> {
  const ends = [...open];
  open.clear();
  await Promise.all(ends.map(async (end) => await end()));
}
