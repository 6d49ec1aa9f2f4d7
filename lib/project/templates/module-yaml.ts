import { toSnakeCase } from '../../util/snake-case.ts';
import { exportNameOf, quoted } from './written-template.ts';

/** The source of sources.yml that runs a new module of its own name. */
export function moduleYaml(name: string, baseUrl?: string): string {
  const parameters =
    baseUrl === undefined
      ? ''
      : `  # Parameters of the source in the module. Secrets do not stand here: dango secrets set KEY --source ${name}
  function_kwargs:
    base_url: ${quoted(baseUrl)}
`;
  return `name: ${name}
type: dlt_native
enabled: true
dlt_native:
  source_module: "custom_sources.${name}"
  source_name: "${toSnakeCase(exportNameOf(name))}"
${parameters}`;
}
