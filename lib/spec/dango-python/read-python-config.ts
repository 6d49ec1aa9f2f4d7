import { readDltConfig, type TranslatedBlock } from '../dlt/read-dlt-config.ts';
import { shapeFindings } from '../shape-findings.ts';
import { plainValue, retrace, writtenPath } from '../traced-value.ts';
import { pythonConfigSchema } from './python-config-spec.ts';
import { toDltConfig } from './to-dlt-config.ts';

/** Reads the `rest_api` block of the Python product: it becomes a dlt configuration, as it does there. */
export function readPythonConfig(value: unknown): TranslatedBlock {
  const { data, error } = pythonConfigSchema.safeParse(value);
  if (data === undefined) return { block: undefined, findings: shapeFindings(error.issues, value) };
  const config = toDltConfig(data);
  const { block, findings } = readDltConfig(plainValue(config));
  return {
    block: block === undefined ? undefined : retrace(block, config),
    findings: findings.map((finding) => ({ ...finding, path: writtenPath(config, finding.path) })),
  };
}
