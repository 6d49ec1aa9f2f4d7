import { z } from 'zod';
import type { JsonObject } from './json-value.ts';
import { sourcesFileSchema } from './source-spec.ts';

/** JSON Schema (draft 7, which editors know) of sources.yml, with a description at every key. */
export function sourcesJsonSchema(): JsonObject {
  // Made of plain JSON by zod; its own type is wider than JSON.
  return z.toJSONSchema(sourcesFileSchema, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
  }) as unknown as JsonObject;
}
