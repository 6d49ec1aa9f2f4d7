import { shapeFindings } from '../shape-findings.ts';
import type { Finding } from '../source-issue.ts';
import type { TracedValue } from '../traced-value.ts';
import { dltConfigSchema } from './dlt-config-spec.ts';
import { translateDltConfig } from './translate-dlt-config.ts';

export interface TranslatedBlock {
  /** A `rest_api` block in Dango's own words; undefined where what is written cannot be read. */
  readonly block: TracedValue | undefined;
  /** In the words of the spelling, with paths in what is written. */
  readonly findings: readonly Finding[];
}

/** Reads the configuration of a dlt `rest_api_source` as it stands in YAML. */
export function readDltConfig(value: unknown): TranslatedBlock {
  const { data, error } = dltConfigSchema.safeParse(value);
  if (data === undefined) return { block: undefined, findings: shapeFindings(error.issues, value) };
  const { block, findings } = translateDltConfig(data);
  return { block: findings.length === 0 ? block : undefined, findings };
}
