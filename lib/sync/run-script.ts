import { existsSync, realpathSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { DangoError } from '../errors/dango-error.ts';
import { toErrorRecord } from '../errors/error-record.ts';
import { createMask } from '../http/redact.ts';
import { loadProject, type Project } from '../project/load-project.ts';
import type { ModuleParameterValues } from '../project/module-parameters.ts';
import { resolveScriptParameters } from '../project/script-parameters.ts';
import { loadSecretStore } from '../project/secret-store.ts';
import { buildReport } from './build-report.ts';
import { checkModuleTypes } from './check-module-types.ts';
import { fetchAndLoad } from './fetch-and-load.ts';
import { extractInGuest, guestSpool } from './guest/extract-in-guest.ts';
import type { GuestMessage } from './guest/guest-messages.ts';
import { startGuest, type Guest } from './guest/start-guest.ts';
import { httpLimits } from './http-limits.ts';
import { projectDestination } from './project-destination.ts';
import type { SyncReport } from './sync-report.ts';
import type { SyncHost } from './sync-source.ts';

export interface ScriptRequest {
  /** Absolute, without symbolic links. */
  readonly projectRoot: string;
  /** A TypeScript file of the project, absolute or relative to its root. */
  readonly file: string;
}

/** What a script must not print: it keeps what its earlier pipelines were given, so nothing of it is ever forgotten. */
class ScriptSecrets {
  readonly mask = { current: (text: string): string => text };
  /** Those that the process of the script knows. */
  readonly own = new Set<string>();
  readonly #all = new Set<string>();

  add({ secretValues, ownSecretValues }: ModuleParameterValues): void {
    for (const value of secretValues) this.#all.add(value);
    for (const value of ownSecretValues) this.own.add(value);
    this.mask.current = createMask([...this.#all]);
  }
}

type PipelineStarted = Extract<GuestMessage, { type: 'pipeline-started' }>;

/**
 * Runs a script that calls `pipeline().run()`, in the guarded process of custom modules; what it prints arrives as
 * `log` events. Returns one report per pipeline run.
 * @throws DangoError what the script threw, also where a load failed and the script did not catch that.
 */
export async function runScript({ projectRoot, file }: ScriptRequest, host: SyncHost): Promise<readonly SyncReport[]> {
  const project = loadProject(projectRoot);
  const script = findScript(project, file);
  await checkModuleTypes(project, script);
  const secrets = new ScriptSecrets();
  const { paths, settings } = project;
  await using guest = startGuest({
    projectRoot: project.root,
    customSources: paths.customSources,
    spoolFolder: guestSpool(paths, host.runId),
    scriptFile: script,
    memoryMb: settings.limits.sourceMemoryMb,
    timeLimitMs: settings.limits.sourceMinutes * 60_000,
    mode: 'script',
    file: script,
    onEvent: host.onEvent,
    mask: secrets.mask,
    signal: host.signal,
  });
  const reports: SyncReport[] = [];
  for (;;) {
    const message = await guest.hear();
    if (message.type === 'finished') return reports;
    if (message.type === 'pipeline-started') reports.push(await runPipeline(project, guest, message, secrets, host));
  }
}

function findScript({ root }: Project, file: string): string {
  const path = resolve(root, file);
  if (!existsSync(path)) {
    throw new DangoError(`There is no file ${file} in ${root}.`, {
      code: 'usage-invalid',
      hint: 'Give the path of a TypeScript file of the project.',
    });
  }
  const real = realpathSync(path);
  if (!real.endsWith('.ts') || relative(root, real).startsWith('..')) {
    throw new DangoError(`${file} is no TypeScript file of this project.`, {
      code: 'usage-invalid',
      hint: 'Put the script into the project folder, with the ending .ts.',
    });
  }
  return real;
}

async function runPipeline(
  project: Project,
  guest: Guest,
  request: PipelineStarted,
  secrets: ScriptSecrets,
  host: SyncHost,
): Promise<SyncReport> {
  const { pipelineName: name, datasetName: dataset, schemaName, parameters, given } = request;
  const startedAt = performance.now();
  const destination = projectDestination(project, { signal: host.signal });
  try {
    const store = loadSecretStore(project.root);
    const resolved = resolveScriptParameters(schemaName, parameters, given, store);
    const { values } = resolved;
    secrets.add(resolved);
    const limits = httpLimits(project.settings.limits);
    const { report, tables } = await fetchAndLoad(
      project,
      {
        name,
        owner: `script ${name}`,
        schemaName,
        dataset,
        isFullRefresh: false,
        isDryRun: false,
        extract: (packageFolder, options) =>
          extractInGuest(guest, guestSpool(project.paths, host.runId), packageFolder, {
            values,
            secretValues: [...secrets.own],
            options,
            httpLimits: limits,
          }),
      },
      destination,
      host,
    );
    const failure = report.error ?? report.resources.find(({ error }) => error !== undefined)?.error;
    if (failure === undefined) {
      guest.tell({
        type: 'pipeline-loaded',
        info: {
          pipelineName: name,
          datasetName: dataset,
          location: destination.location,
          loadIds: report.load_ids ?? (report.load_id === undefined ? [] : [report.load_id]),
          tables: [...tables].map(([table, rows]) => ({ name: table, rows })),
          durationMs: Math.round(performance.now() - startedAt),
        },
      });
    } else guest.tell({ type: 'pipeline-failed', error: failure });
    return report;
  } catch (error) {
    // The script may catch it; what it does then is its own decision.
    const record = toErrorRecord(error);
    guest.tell({ type: 'pipeline-failed', error: record });
    return buildReport({ source: name, dataset, loadId: undefined, extracted: [], outcome: undefined, error: record });
  }
}
