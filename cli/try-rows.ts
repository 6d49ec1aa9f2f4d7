import { resolve } from 'node:path';
import {
  compareExpectation,
  expectationOf,
  previewSource,
  readCassette,
  readExpectation,
  saveCassette,
  writeExpectation,
  writeFileAtomic,
  writeTestReport,
  type PreviewExchange,
  type PreviewFinishedEvent,
  type PreviewRequest,
  type PreviewTable,
} from '../lib/index.ts';
import type { Cli } from './cli.ts';
import { parseFault } from './parse-fault.ts';
import { renderTest } from './render/render-test.ts';
import type { TestOptions } from './test-options.ts';

interface Tried {
  readonly exchanges: readonly PreviewExchange[];
  readonly tables: readonly PreviewTable[];
  readonly finished: PreviewFinishedEvent;
}

/** Reads the first pages of a source, from its API or a recording, and says what came; writes files where asked. */
export async function tryRows(cli: Cli, source: string, options: TestOptions, signal: AbortSignal): Promise<void> {
  const request = await requestOf(cli, source, options);
  const expected = options.expect === undefined ? undefined : await readExpectation(inFolder(cli, options.expect));
  const tried = await run(request, signal);
  if (tried === undefined) return;
  const { exchanges, tables, finished } = tried;
  const given = await expectationOf(source, exchanges.length, tables);
  const differences = expected === undefined ? undefined : await compareExpectation(expected, given);
  const written = await writeFiles(cli, request, options, tried);
  if (options.writeExpect !== undefined) {
    await writeExpectation(inFolder(cli, options.writeExpect), given);
    written.push(options.writeExpect);
  }
  const { status, resources, ends = {}, findings, masked, missing, pretended, state, error } = finished;
  cli.report(
    {
      source,
      replay_of: options.replay,
      status,
      exchanges: exchanges.length,
      resources: resources.map((one) => ({ ...one, ended: ends[one.name] })),
      tables: given.tables,
      findings,
      masked,
      missing,
      pretended,
      state: state === undefined ? undefined : { started_from: state.startedFrom, values: state.values },
      differences,
      written,
      error,
    },
    renderTest({ finished, exchanges, differences, written }, cli.paint),
  );
  if (status !== 'succeeded' || (differences ?? []).length > 0) cli.exitCode = 1;
}

async function run(request: PreviewRequest, signal: AbortSignal): Promise<Tried | undefined> {
  const exchanges: PreviewExchange[] = [];
  let tables: readonly PreviewTable[] = [];
  let finished: PreviewFinishedEvent | undefined;
  for await (const event of previewSource(request, { signal })) {
    if (event.type === 'exchange-recorded') exchanges.push(event.exchange);
    if (event.type === 'preview-tables') tables = event.tables;
    if (event.type === 'preview-finished') finished = event;
  }
  return finished === undefined ? undefined : { exchanges, tables, finished };
}

/** More than any load has: its recording ends by itself. */
const wholeLoad = { pages: 1_000_000, records: 10_000_000, parents: 10_000_000, timeoutSeconds: 1_800 };
const isLoadId = (text: string): boolean => /^\d{9,12}\.\d{1,7}$/.test(text);

async function requestOf(cli: Cli, source: string, options: TestOptions): Promise<PreviewRequest> {
  const { pages, records, parents, replay, record, report } = options;
  const asked = {
    ...(pages === undefined ? {} : { pages }),
    ...(records === undefined ? {} : { records }),
    ...(parents === undefined ? {} : { parents }),
  };
  const request = {
    projectRoot: cli.projectRoot(),
    source,
    keepsRecording: record !== undefined,
    masksRows: report !== undefined,
    ...(options.resource === undefined ? {} : { resources: options.resource }),
    ...(options.pretend === undefined ? {} : { pretend: options.pretend.map(parseFault) }),
    ...(options.savedState === true ? { startState: 'saved' as const } : {}),
  };
  if (replay === undefined) return { ...request, limits: asked };
  if (isLoadId(replay)) return { ...request, replayOf: replay, limits: { ...wholeLoad, ...asked } };
  const cassette = inFolder(cli, replay);
  const { resources, limits } = await readCassette(cassette);
  return {
    ...(resources === undefined ? {} : { resources }),
    ...request,
    cassette,
    limits: { ...limits, ...asked, timeoutSeconds: wholeLoad.timeoutSeconds },
  };
}

/** Returns the files that were written, as they were named. */
async function writeFiles(cli: Cli, request: PreviewRequest, options: TestOptions, tried: Tried): Promise<string[]> {
  const { projectRoot, source, resources } = request;
  const { record, report } = options;
  const { recording } = tried.finished;
  const written: string[] = [];
  if (record !== undefined && recording !== undefined) {
    const limits = { ...usualLimits, ...request.limits };
    const { pages, records, parents } = limits;
    await saveCassette(projectRoot, recording, inFolder(cli, record), {
      source,
      resources,
      limits: { pages, records, parents },
    });
    written.push(record);
  }
  if (report !== undefined) {
    writeFileAtomic(inFolder(cli, report), await writeTestReport({ source, ...tried }));
    written.push(report);
  }
  return written;
}

const usualLimits = { pages: 2, records: 100, parents: 3 };

function inFolder(cli: Cli, file: string): string {
  return resolve(cli.terminal.cwd, file);
}
