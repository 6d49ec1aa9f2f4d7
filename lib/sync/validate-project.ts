import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorRecord } from '../errors/dango-error.ts';
import { toErrorRecord } from '../errors/error-record.ts';
import { issueToRecord } from '../spec/source-issue.ts';
import { loadProject, type Project } from '../project/load-project.ts';
import { sharedTableWarnings } from './neighbours.ts';
import { prepareSource } from './sync-source.ts';

export interface ProjectFindings {
  /** What keeps a source from being synced. None: every enabled source is ready. */
  readonly issues: readonly ErrorRecord[];
  /** What is allowed and hardly meant. */
  readonly warnings: readonly ErrorRecord[];
}

/** Everything that can be found wrong with a project without asking an API: settings, sources, secrets, modules. */
export async function validateProject(projectRoot: string): Promise<ProjectFindings> {
  const project = loadProject(projectRoot);
  const findings: ErrorRecord[] = project.issues.map(issueToRecord);
  if (project.blockingIssues.length > 0) return { issues: findings, warnings: [] };
  for (const { name, enabled, issues } of project.sources) {
    // What has faults in its settings is told above; of two sources with one name, neither can be prepared.
    const isUnique = project.sources.filter((source) => source.name === name).length === 1;
    if (enabled && isUnique && issues.length === 0) findings.push(...(await validateSource(project, name)));
  }
  return { issues: findings, warnings: sharedTableWarnings(project) };
}

async function validateSource(project: Project, name: string): Promise<readonly ErrorRecord[]> {
  // No run: a name of its own, because one of this source may be at work.
  const runId = `validate-${randomUUID()}`;
  const host = { runId, onEvent: () => undefined, signal: new AbortController().signal };
  try {
    const prepared = await prepareSource(project, name, host);
    await prepared[Symbol.asyncDispose]();
    return [];
  } catch (error) {
    const record = toErrorRecord(error);
    return record.details === undefined || record.details.length === 0 ? [record] : flatten(record);
  } finally {
    rmSync(join(project.paths.runs, runId), { recursive: true, force: true });
  }
}

/** A summary with details is told as its details; a first finding that has more behind it is one of them. */
function flatten({ details = [], ...first }: ErrorRecord): readonly ErrorRecord[] {
  const { at } = first;
  const isSummary = at === undefined || details.some((one) => one.at?.line === at.line && one.at.column === at.column);
  return isSummary ? details : [first, ...details];
}
