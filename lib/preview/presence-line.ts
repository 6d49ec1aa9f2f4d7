/** Asks a process of previews that waits whether it is there; it answers with the same. */
export const presenceLine = '\n';
