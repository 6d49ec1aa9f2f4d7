import { toSnakeCase } from '../../util/snake-case.ts';
import { exportNameOf, quoted } from './written-template.ts';

/**
 * The source of sources.yml that runs a new module of its own name.
 * @param values what its parameters are given, by their snake_case names.
 */
export function moduleYaml(name: string, values: Readonly<Record<string, string>> = {}): string {
  const entries = Object.entries(values).map(([key, value]) => `    ${key}: ${quoted(value)}\n`);
  const parameters =
    entries.length === 0
      ? ''
      : `  # Parameters of the source in the module. Secrets do not stand here: dango secrets set KEY --source ${name}
  function_kwargs:
${entries.join('')}`;
  return `name: ${name}
type: dlt_native
enabled: true
dlt_native:
  source_module: "custom_sources.${name}"
  source_name: "${toSnakeCase(exportNameOf(name))}"
${parameters}`;
}
