import { dirname, relative } from 'node:path';
import { DangoError } from '../../errors/dango-error.ts';
import { toErrorRecord, fromErrorRecord } from '../../errors/error-record.ts';
import { createHttpClient } from '../../http/create-http-client.ts';
import { createFaultSwitch } from '../../http/fault-switch.ts';
import { createSourceMask } from '../../http/fetched-tokens.ts';
import { setProcessTokenStore } from '../../http/process-token-store.ts';
import { createFetch } from '../../http/recorded-fetch.ts';
import { createReplay } from '../../http/replay.ts';
import { showExchange } from '../../http/shown-exchange.ts';
import { PackageWriter } from '../../loads/package-writer.ts';
import { bindSource } from '../../sdk/bind-source.ts';
import { describeParams } from '../../sdk/describe-params.ts';
import { findSource, listSources } from '../../sdk/find-source.ts';
import { createLoadInfo, type LoadInfo } from '../../sdk/load-info.ts';
import { setPipelineRunner, type PipelineRun } from '../../sdk/pipeline-runner.ts';
import { toSnakeCase } from '../../util/snake-case.ts';
import { metadataOf, wholeOf, type AnySourceFactory } from '../../sdk/source-factory.ts';
import type { Source } from '../../sdk/source.ts';
import { extractSource } from '../extract/extract-source.ts';
import { confineProcess } from './confine-process.ts';
import { explainModuleError } from './explain-module-error.ts';
import { hearHost, tellHost } from './guest-channel.ts';
import type { DescribedParameter, ExtractMessage, HostMessage } from './guest-messages.ts';
import { createGuestTokenStore } from './guest-token-store.ts';
import { importModule, registerModuleHooks } from './import-module.ts';
import { measureMemory } from './measure-memory.ts';
import { tellOutput } from './tell-output.ts';

/**
 * The process of user code. It imports one module or script, says what is in it, and extracts into a package folder
 * when it is told to. It holds no secrets but those of its own source, and cannot reach the warehouse.
 */
const host = hearHost();
// The channel ends only when the run process is done with this one, or has died: nobody needs the rest of the work.
// oxlint-disable-next-line unicorn/no-process-exit -- user code may still hold timers, servers and requests open
process.stdin.once('end', () => process.exit(1));
/** Characters of a body that are told; the host masks more than this process knows of, then cuts again. */
const longestBody = 512 * 1024;
const notCancelled = new AbortController();

/** The module or script, relative to the project. */
let userFile = '';
/** What user code is still busy with: its module or script, and pipelines that a script runs. */
let unfinished = 1;
let pipelineTurn: Promise<unknown> = Promise.resolve();

// Nothing is left to wait for: a script is over, but whatever is unfinished by now will stay so.
process.once('beforeExit', () => {
  if (unfinished > 0) tellHost({ type: 'failed', error: toErrorRecord(neverSettles()) });
  else tellHost({ type: 'finished' });
});
run()
  .catch((error: unknown) => {
    tellHost({ type: 'failed', error: toErrorRecord(error) });
    process.exitCode = 1;
  })
  .finally(() => (unfinished -= 1));

async function run(): Promise<void> {
  const start = await next('start');
  userFile = relative(dirname(start.customSources), start.file);
  const projectRoot = dirname(start.customSources);
  process.once('uncaughtException', (error) => failOutside(error, projectRoot, start.mode));
  tellOutput(projectRoot);
  const imported = registerModuleHooks({ ...start, projectRoot });
  confineProcess();
  const client = createHttpClient({});
  globalThis.fetch = createFetch(() => client);
  if (start.mode === 'module') setProcessTokenStore(createGuestTokenStore(hear));
  if (start.mode === 'script') {
    setPipelineRunner((request) => inTurn(() => runPipeline(request, projectRoot, imported)));
    await importModule(start.file, projectRoot, 'script');
    return;
  }
  const found = findSource(await importModule(start.file, projectRoot, 'module'), start.sourceName);
  tellHost({ type: 'described', name: found.name, parameters: parametersOf(found.factory) });
  const message = await hear();
  // No second message: the host only wanted the description.
  if (message?.type !== 'extract') return;
  const source = await bound(() => bindSource(found.factory, message.values, found.name), projectRoot);
  for (let request: HostMessage | undefined = message; request?.type === 'extract';) {
    const hasMore = await extract(source, request, projectRoot);
    if (!hasMore) return;
    request = await hear();
  }
}

/** A timer or a promise that nobody waits for has thrown. Ends the process, as it would without Dango. */
function failOutside(error: unknown, projectRoot: string, mode: 'module' | 'script'): void {
  tellHost({ type: 'failed', error: toErrorRecord(explainModuleError(error, projectRoot, `The ${mode}`)) });
  // oxlint-disable-next-line unicorn/no-process-exit -- what is left of user code is in an unknown state
  process.exit(1);
}

/** Pipelines share one channel, so a script that runs several at once has them one after the other. */
async function inTurn(work: () => Promise<LoadInfo>): Promise<LoadInfo> {
  unfinished += 1;
  const mine = pipelineTurn.then(work, work);
  pipelineTurn = mine;
  return await mine.finally(() => (unfinished -= 1));
}

function neverSettles(): DangoError {
  return new DangoError(
    'The module waits for something that never comes: nothing is left that could settle what it awaits.',
    {
      code: 'module-failed',
      hint: 'Look for a promise that nobody resolves.',
      at: { file: userFile, line: 1, column: 1 },
    },
  );
}

async function bound(bind: () => Promise<Source>, projectRoot: string): Promise<Source> {
  try {
    return await bind();
  } catch (error) {
    throw explainModuleError(error, projectRoot, 'Making the resources');
  }
}

/** Returns whether windows follow, which the host asks for in packages of their own once this one is loaded. */
async function extract(source: Source, message: ExtractMessage, projectRoot: string): Promise<boolean> {
  const writer = new PackageWriter(message.packageFolder);
  const measuring =
    message.tellsExchanges === true ? measureMemory((memory) => tellHost({ type: 'measured', memory })) : undefined;
  let resources: Awaited<ReturnType<typeof extractSource>>;
  try {
    resources = await extractSource(source, message.options, {
      writer,
      onEvent: (event) => tellHost({ type: 'event', event }),
      onExchange:
        message.tellsExchanges === true
          ? (exchange) => tellHost({ type: 'exchange', exchange: showExchange(exchange, longestBody) })
          : undefined,
      // A cancelled run ends this process; there is nothing to wind up.
      signal: notCancelled.signal,
      mask: createSourceMask(message.secretValues),
      httpLimits: message.httpLimits,
      replay: message.recording === undefined ? undefined : createReplay(message.recording, message),
      faults: createFaultSwitch(message.pretend),
      explain: (error, resource) => explainModuleError(error, projectRoot, `Resource ${resource}`),
    });
  } finally {
    // Before the host is told how it went, for then it listens no more.
    measuring?.[Symbol.dispose]();
    await writer.close();
  }
  tellHost({ type: 'extracted', resources });
  return resources.some(({ window }) => window?.next !== undefined);
}

/** `pipeline().run()` of a script: the host opens a package, this process fills it, the host loads it. */
async function runPipeline(
  { pipelineName, datasetName, input }: PipelineRun,
  projectRoot: string,
  imported: ReadonlySet<string>,
): Promise<LoadInfo> {
  const isList = Array.isArray(input);
  const factory = isList ? undefined : (input as { factory: AnySourceFactory }).factory;
  const given = isList ? {} : (input as { values: Readonly<Record<string, unknown>> }).values;
  const schemaName = (factory === undefined ? undefined : await nameOf(factory, imported)) ?? toSnakeCase(pipelineName);
  const parameters = factory === undefined ? [] : parametersOf(factory);
  tellHost({ type: 'pipeline-started', pipelineName, datasetName, schemaName, given, parameters });
  const message = await next('extract');
  const source =
    factory === undefined
      ? { name: schemaName, resources: input as Source['resources'] }
      : await bound(() => bindSource(factory, message.values, schemaName), projectRoot);
  await extract(source, message, projectRoot);
  let answer = await hear();
  while (answer?.type === 'extract') {
    await extract(source, answer, projectRoot);
    answer = await hear();
  }
  if (answer?.type === 'pipeline-loaded') return createLoadInfo(answer.info);
  throw answer?.type === 'pipeline-failed'
    ? fromErrorRecord(answer.error)
    : new TypeError('The run process went away.');
}

/** The name of a source that a script imported: its own, else that of the export, which only its module knows. */
async function nameOf(factory: AnySourceFactory, imported: ReadonlySet<string>): Promise<string | undefined> {
  const { name } = metadataOf(factory);
  if (name !== undefined) return toSnakeCase(name);
  for (const url of imported) {
    // It was evaluated before the script that imports it, so this waits for nothing.
    const found = listSources((await import(url)) as Readonly<Record<string, unknown>>);
    const match = found.find((source) => wholeOf(source.factory) === wholeOf(factory));
    if (match !== undefined) return match.name;
  }
  return undefined;
}

function parametersOf(factory: AnySourceFactory): readonly DescribedParameter[] {
  return describeParams(factory).map(({ name, kind, defaultValue }) => ({
    name,
    isSecret: kind === 'secret',
    hasDefault: kind === 'default',
    ...(kind === 'default' ? { defaultValue } : {}),
  }));
}

async function hear(): Promise<HostMessage | undefined> {
  const { value } = await host.next();
  return value;
}

async function next<Type extends HostMessage['type']>(type: Type): Promise<Extract<HostMessage, { type: Type }>> {
  const message = await hear();
  if (message?.type === type) return message as Extract<HostMessage, { type: Type }>;
  if (message?.type === 'pipeline-failed') throw fromErrorRecord(message.error);
  throw new TypeError(`Expected ${type} from the run process, got ${message?.type ?? 'nothing'}.`);
}
