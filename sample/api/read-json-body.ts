import { ApiProblem } from './api-answer.ts';

/** The JSON object in a request's body; an empty body counts as `{}`. Anything else: 400. */
export function readJsonBody(body: string): Readonly<Record<string, unknown>> {
  if (body === '') return {};
  const value = parse(body);
  if (isRecord(value)) return value;
  throw new ApiProblem(400, 'The body must be a JSON object');
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiProblem(400, 'The body is not valid JSON');
  }
}
