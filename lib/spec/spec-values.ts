import { z } from 'zod';
import type { JsonValue } from './json-value.ts';

/** Any value that YAML can hold; what reads it has made it JSON already. */
export const jsonValueSchema = z.any() as z.ZodType<JsonValue>;

export const textSchema = z.string().min(1);

/** Header values; numbers and booleans are sent as YAML reads them. */
export const headersSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

export const paramsSchema = z.record(z.string(), jsonValueSchema);
