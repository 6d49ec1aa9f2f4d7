/**
 * Longest that something may take, in milliseconds, that is promised at once or within two seconds where a machine does
 * nothing else. Tests share theirs: five times as long still tells it from what waits for an answer that never comes.
 */
export const promptMs = 10_000;
