import { createSource } from '../../lib/project/create-source.ts';
import { saveSecret } from '../../lib/project/save-secret.ts';
import { createTempProject, type TempProject } from './temp-project.ts';

export interface TemplateProjectOptions {
  readonly baseUrl: string;
  readonly secrets: Readonly<Record<string, string>>;
  /** Changes the text of sources.yml. Default: nothing more is changed. */
  readonly change?: (text: string) => string;
}

/** A project with one source called `api`, made from a template and unchanged but for its address and pace. */
export async function createTemplateProject(
  template: string,
  { baseUrl, secrets, change = (text) => text }: TemplateProjectOptions,
): Promise<TempProject> {
  const project = await createTempProject({ sourcesYml: 'version: 1\nsources: []\n' });
  createSource(project.root, { name: 'api', template, values: { baseUrl } });
  for (const [name, value] of Object.entries(secrets)) saveSecret(project.root, '', name, value);
  // The fakes need not be spared.
  const yaml = (await project.read('.dango/sources.yml')).replace(/rate_limit: \d+/, 'rate_limit: 1000');
  await project.write('.dango/sources.yml', change(yaml));
  return project;
}
