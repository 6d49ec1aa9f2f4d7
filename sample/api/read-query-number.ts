import { ApiProblem } from './api-answer.ts';

/** A whole number from the query. Absent: `fallback`. Anything else than a number of at least `lowest`: 400. */
export function readQueryNumber(query: URLSearchParams, name: string, fallback: number, lowest = 0): number {
  const text = query.get(name);
  if (text === null) return fallback;
  const number = Number(text);
  if (text.trim() === '' || !Number.isInteger(number) || number < lowest) {
    throw new ApiProblem(400, `Query parameter "${name}" must be a whole number of at least ${lowest}, not "${text}"`);
  }
  return number;
}
