/** How long a page is kept waiting for the warehouse before it is told who holds it. It asks again by itself. */
export const pageWaitMs = 4_000;
