import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeBenchProject, type BenchProjectOptions } from './bench-project.ts';
import { writeDataSet, type DataSet } from './data-set.ts';
import type { BenchSizes } from './bench-sizes.ts';
import { installEngine, type InstalledEngine } from './install-engine.ts';
import { measureSync, type SyncUsage } from './measure-sync.ts';
import { recordText } from './record-text.ts';
import { startPageServer } from './start-page-server.ts';

/** What the parts of a bench share: sizes, a folder, and what has been measured already. */
export class BenchHost {
  readonly sizes: BenchSizes;
  readonly folder: string;
  readonly say: (line: string) => void;
  readonly #dataSets = new Map<number, DataSet>();
  /** Syncs of the usual records into a fresh warehouse, by their number of records. */
  readonly fresh = new Map<number, SyncUsage[]>();
  #projects = 0;
  #isWarm = false;
  #engine: Promise<InstalledEngine> | undefined;

  constructor(sizes: BenchSizes, folder: string, say: (line: string) => void) {
    this.sizes = sizes;
    this.folder = folder;
    this.say = say;
  }

  get usageFile(): string {
    return join(this.folder, 'usage.json');
  }

  /** Dango as it is installed, built once. */
  engine(): Promise<InstalledEngine> {
    this.#engine ??= installEngine(join(this.folder, 'installed'));
    return this.#engine;
  }

  /** Syncs a project by the installed engine. */
  async sync(root: string): Promise<SyncUsage> {
    return await measureSync(root, { engine: await this.engine(), usageFile: this.usageFile });
  }

  /** The usual records, written once. */
  dataSet(records: number): DataSet {
    const known = this.#dataSets.get(records);
    if (known !== undefined) return known;
    this.say(`writing ${records.toLocaleString('en')} records`);
    const made = writeDataSet(join(this.folder, `records-${records}`), { records, textOf: recordText });
    this.#dataSets.set(records, made);
    return made;
  }

  repetitionsOf(records: number): number {
    return records > this.sizes.reference ? this.sizes.largeRepetitions : this.sizes.repetitions;
  }

  /** Gives a fresh project to `work`, and deletes it. */
  async withProject<Result>(options: BenchProjectOptions, work: (root: string) => Promise<Result>): Promise<Result> {
    const root = join(this.folder, `project-${(this.#projects += 1)}`);
    mkdirSync(root);
    try {
      writeBenchProject(root, options);
      return await work(root);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  }

  /** Syncs into a fresh warehouse and remembers what that took. */
  async syncFresh(records: number, url: string): Promise<SyncUsage> {
    // The first one compiles what was never compiled on this machine.
    if (!this.#isWarm) await this.withProject({ url }, (root) => this.sync(root));
    this.#isWarm = true;
    const usage = await this.withProject({ url }, (root) => this.sync(root));
    this.fresh.set(records, [...(this.fresh.get(records) ?? []), usage]);
    return usage;
  }

  /** Syncs into a fresh warehouse, each number of records in turn, until each was measured as often as is wanted. */
  async syncInTurn(counts: readonly number[]): Promise<void> {
    const most = Math.max(...counts.map((records) => this.repetitionsOf(records)));
    for (let turn = 1; turn <= most; turn += 1) {
      for (const records of counts) {
        const done = this.fresh.get(records)?.length ?? 0;
        if (done >= Math.min(turn, this.repetitionsOf(records))) continue;
        await using server = await startPageServer(this.dataSet(records).folder);
        const { wallMs, peakRssBytes } = await this.syncFresh(records, server.url);
        this.say(`${records} records: ${Math.round(wallMs)} ms, peak ${Math.round(peakRssBytes / 1e6)} MB`);
      }
    }
  }
}
