import { formatKeyPath } from './key-path.ts';
import { projectSpecSchema, toProjectSettings, type ProjectSettings } from './project-settings.ts';
import { shapeFindings } from './shape-findings.ts';
import type { Finding, SourceIssue } from './source-issue.ts';
import { readYaml, yamlValue } from './yaml-text.ts';

export interface ValidatedSettings {
  /** The defaults where there are issues. */
  readonly settings: ProjectSettings;
  readonly issues: readonly SourceIssue[];
}

/** Checks a project.yml. Never throws; an empty text gives the defaults. `file` is the path that people know. */
export function validateProjectSettings(text: string, file: string): ValidatedSettings {
  const yaml = readYaml(text, file);
  const { value, problem } = yamlValue(yaml);
  const broken = problem === undefined ? [] : [{ path: [], message: problem, hint: 'Write the value out.' }];
  const checked = yaml.syntaxIssues.length > 0 || problem !== undefined ? broken : checkShape(value ?? {});
  const issues = [
    ...yaml.syntaxIssues,
    ...checked.map(({ path, part, message, hint }: Finding): SourceIssue => ({
      source: undefined,
      keyPath: formatKeyPath(path),
      at: yaml.locate(path, part),
      message,
      hint,
    })),
  ];
  const { data } = projectSpecSchema.safeParse(value ?? {});
  return { settings: toProjectSettings(issues.length === 0 ? data : undefined), issues };
}

function checkShape(value: unknown): Finding[] {
  const { error } = projectSpecSchema.safeParse(value);
  if (error === undefined) return [];
  return shapeFindings(error.issues, value).map((finding) => {
    const hint = hintFor(finding);
    return hint === undefined ? finding : { ...finding, hint };
  });
}

/** A hint that says more than the shape of a value can. */
function hintFor({ path, message }: Finding): string | undefined {
  const isWrongForm = message.startsWith('Not written');
  if (path[0] === 'dataset_prefix' && isWrongForm) return 'Use letters, digits and underscores.';
  if (path[0] === 'version') return 'Write version: 1, or use the version of Dango that wrote this file.';
  return undefined;
}
