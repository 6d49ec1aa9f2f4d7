import { DangoError } from '../../errors/dango-error.ts';
import type { HttpEvent } from '../../http/http-event.ts';
import { runInHttpScope, type HttpScope } from '../../http/http-scope.ts';
import { missingRequest } from '../../http/replay.ts';
import { appendsRows } from '../../sdk/nested-tables.ts';
import { textOf } from '../../sdk/page.ts';
import { withoutReadingAhead } from '../../sdk/reading-ahead.ts';
import { ResourceStop } from '../../sdk/resource-stop.ts';
import type { CrossedParent, Resource } from '../../sdk/resource.ts';
import { withWarnings } from '../../sdk/warning-scope.ts';
import { movesCursor } from './choose-resources.ts';
import { cutRange } from './cursor-errors.ts';
import { cutVersions, endsMissingRows } from './ends-missing-rows.ts';
import { nextIncremental, nextWindow, replacedRange, type CursorFacts } from './cursor-outcome.ts';
import type { ExtractedResource, ExtractOptions, ReadTotals } from './extracted-resource.ts';
import { recorderOf, scopeOf, type ExtractHost } from './extract-host.ts';
import { openSeries, openSeriesAhead, type FetchedItem, type OpenSeries } from './fetch-series.ts';
import { HeldOrigins } from './held-origins.ts';
import { gatherPages } from './gather-pages.ts';
import { isRefusal } from './is-refusal.ts';
import { packageContents } from './package-contents.ts';
import { planSeries, type PlannedSeries } from './planned-series.ts';
import { ReadCounts } from './read-counts.ts';
import { createCursors, type ResourceCursors } from './resource-cursors.ts';
import { ResourceSpool } from './resource-spool.ts';
import { ResourceVoice } from './resource-voice.ts';
import { crossOrigins, rootOrigin, type SeriesOrigin } from './series-origin.ts';
import { SampleLimits } from './sample-limits.ts';
import { SkippedSeries } from './skipped-series.ts';
import type { SharedState } from './shared-state.ts';
import { StateKeeper } from './state-keeper.ts';
import type { TableClaims } from './table-claims.ts';

export interface ExtractionFacts {
  /** False for a parent that is read only for its children. */
  readonly isLoaded: boolean;
  /** See `CursorHost`. */
  readonly canSplit: boolean;
}

/** The work on one resource: reads pages, drops what the cursor knows, spools the rest. */
export class ResourceExtraction {
  readonly resource: Resource;
  readonly children: ResourceExtraction[] = [];
  /** The further parents, which have been read before this resource's own line. */
  readonly crossed: ResourceExtraction[] = [];
  /** Those that this resource is a further parent of. */
  readonly crossers: ResourceExtraction[] = [];
  #held: HeldOrigins | undefined;
  error: unknown;
  readonly isLoaded: boolean;
  readonly #host: ExtractHost;
  readonly #options: ExtractOptions;
  readonly #scope: HttpScope;
  #cursors: ResourceCursors | undefined;
  readonly #keeper: StateKeeper;
  readonly #spool: ResourceSpool | undefined;
  readonly #voice: ResourceVoice;
  readonly #counts = new ReadCounts();
  readonly #startedAt = performance.now();
  #lastExchange = 0;
  readonly #limits: SampleLimits;
  #keepsCursor = false;
  /** True when a rule of the resource has ended it. */
  #isEnded = false;
  readonly #skipped = new SkippedSeries();

  constructor(
    resource: Resource,
    { isLoaded, canSplit }: ExtractionFacts,
    options: ExtractOptions,
    host: ExtractHost & { readonly claims: TableClaims; readonly shared: SharedState },
  ) {
    this.resource = resource;
    this.isLoaded = isLoaded;
    this.#host = host;
    this.#options = options;
    this.#limits = new SampleLimits(options);
    this.#voice = new ResourceVoice(resource.name, host);
    this.#spool = isLoaded ? new ResourceSpool(resource, host.writer, host.claims) : undefined;
    const startsAnew = options.isFullRefresh || resource.writeDisposition === 'replace';
    this.#keeper = new StateKeeper(options.states?.[resource.name] ?? {}, startsAnew, host.shared.view());
    this.#scope = scopeOf(resource.name, host, (event) => this.#onHttpEvent(event));
    host.onEvent({ type: 'resource-started', resource: resource.name });
    try {
      this.#cursors = createCursors(resource, options, {
        canRepeat: () => this.#canRepeat(),
        // All rows with a value of the merge key go away, so those that are loaded must come in with the others.
        takesKnown: () => (resource.mergeKey ?? []).length > 0 && this.#canRepeat(),
        canSplit,
      });
    } catch (error) {
      this.failWith(error);
    }
    const cap = this.#cursors?.cap;
    if (cap !== undefined && options.turn?.next === undefined) {
      this.warn(
        `${resource.name} is read up to ${String(cap)}, where the last sync ended: it appends, and the next sync adds what is newer.`,
      );
    }
  }

  /** Takes a further parent, whose records are held from now on. */
  crossWith(parent: ResourceExtraction, how: CrossedParent): void {
    this.crossed.push(parent);
    parent.crossers.push(this);
    parent.#held ??= new HeldOrigins(how);
  }

  /** Reads a resource without parent, and every child for each record on the way. */
  async read(): Promise<void> {
    await this.#readFor([rootOrigin]);
  }

  /** Reads the resource for each origin. Several may be read at the same time; they are taken in their order. */
  async #readFor(origins: readonly SeriesOrigin[]): Promise<void> {
    const waiting = planSeries(this.#crossed(origins), (origin) => this.#cursors?.for(origin));
    const open: { readonly planned: PlannedSeries; readonly series: OpenSeries }[] = [];
    const ahead = this.#limits.seriesAhead(this.resource.concurrency ?? 1);
    try {
      for (;;) {
        if (this.error !== undefined || this.#isEnded || this.#isFull()) return;
        while (open.length < ahead) {
          const planned = this.#next(waiting);
          if (planned === undefined) break;
          open.push({ planned, series: this.#open(planned, ahead) });
        }
        const first = open.shift();
        if (first === undefined) return;
        await this.#readSeries(first.series, first.planned);
      }
    } finally {
      await Promise.all(open.map(({ series }) => series.stop()));
    }
  }

  #next(waiting: Generator<PlannedSeries, undefined>): PlannedSeries | undefined {
    try {
      return waiting.next().value;
    } catch (error) {
      this.failWith(error);
      return undefined;
    }
  }

  #crossed(origins: readonly SeriesOrigin[]): Generator<SeriesOrigin, undefined> {
    const others = this.crossed.map((parent) => parent.#held?.origins ?? []);
    return crossOrigins(origins, others, this.#limits.takeValues(this.resource.forEach));
  }

  #open({ origin, cursor, slice }: PlannedSeries, ahead: number): OpenSeries {
    const host = {
      resource: this.resource,
      scope: this.#scope,
      cursor: slice?.cursor ?? cursor,
      state: this.#keeper.state,
      sourceState: this.#keeper.sourceState,
      signal: this.#host.signal,
      warn: (message: string, hint?: string) => this.warn(message, hint),
    };
    if (ahead === 1) return openSeries(host, origin);
    const onEvent = (event: HttpEvent): void => this.#onHttpEvent(event);
    return openSeriesAhead(host, origin, { recorder: recorderOf(this.#host), onEvent });
  }

  async #readSeries(series: OpenSeries, planned: PlannedSeries): Promise<void> {
    const { progress } = planned;
    try {
      // Its cursor must not move past a part that could not be read.
      if (progress.isSkipped || this.#limits.isLastPage(progress.pages)) return;
      if (planned.slice === planned.cursor?.slices[0]) this.#skipped.begin();
      if (planned.slice !== undefined && this.resource.parent === undefined) this.#voice.tellWindow(planned.slice);
      const take = (): Promise<void> => this.#takeSeries(series, planned);
      this.#scope.parentExchange = planned.origin.parentExchange;
      await runInHttpScope(this.#scope, () =>
        withWarnings(
          (message, hint) => this.warn(message, hint),
          () => (this.#limits.isSample ? withoutReadingAhead(take) : take()),
        ),
      );
    } catch (error) {
      if (this.#host.signal.aborted) throw error;
      if (this.#endsWithRecording(error, progress)) return;
      const explained = DangoError.is(error) ? error : this.#host.explain(error, this.resource.name);
      // Once a page was taken the answer is about the rest of the list, which must not be missing unnoticed.
      // What is left out of versions would end them.
      const maySkip = this.resource.onChildError === 'skip' && !endsMissingRows(this.resource);
      const isSkipped = maySkip && progress.pages === 0 && isRefusal(explained);
      progress.isSkipped = isSkipped;
      if (isSkipped) this.#skipped.skip(explained);
      else this.failWith(explained);
    } finally {
      await series.stop();
    }
  }

  /** A page that was not recorded, behind those that were, is no failure where nobody wanted to ask for it. */
  #endsWithRecording(error: unknown, { pages }: PlannedSeries['progress']): boolean {
    if (this.#options.endsWithRecording !== true || pages === 0 || !DangoError.is(error)) return false;
    if (missingRequest(error) === undefined) return false;
    this.#limits.stop('recording');
    return true;
  }

  async #takeSeries(series: OpenSeries, planned: PlannedSeries): Promise<void> {
    const { progress } = planned;
    const pages = gatherPages(this.#untilStop(series.items()), {
      resource: this.resource.name,
      exchangeFor: (known) => this.#exchangeFor(known),
      isEnough: (gathered) => this.#isFull(gathered),
    });
    for await (const { records, exchange } of pages) {
      this.#host.signal.throwIfAborted();
      progress.pages += 1;
      const isOver = await this.#takePage(records, exchange, planned);
      if (isOver || this.#isFull() || this.#limits.isLastPage(progress.pages)) return;
    }
  }

  /** Hands the records on until they end or a rule ends the resource; what came before is loaded. */
  async *#untilStop(items: AsyncIterable<FetchedItem>): AsyncGenerator<FetchedItem> {
    try {
      yield* items;
    } catch (error) {
      if (!(error instanceof ResourceStop)) throw error;
      if (replacedRange(this.#facts) !== undefined) throw cutRange(this.resource.name, error.cause);
      if (endsMissingRows(this.resource)) throw cutVersions(this.resource.name, error.cause);
      this.#isEnded = true;
      this.warn(`${this.resource.name} ends here, as a rule says: the API answered with ${error.cause}.`);
    }
  }

  /**
   * The exchange that an item came in: its own, else the last one that this resource finished, else one made up for
   * records that user code made up. It never goes back, so that ids stay in order.
   */
  #exchangeFor(known = 0): number {
    if (known === 0 && this.#lastExchange === 0) this.#lastExchange = this.#host.writer.begin();
    this.#lastExchange = Math.max(this.#lastExchange, known);
    return this.#lastExchange;
  }

  /** True when, in the order of the API, no further page of the series can bring anything. */
  async #takePage(
    page: readonly unknown[],
    exchange: number,
    { origin, cursor, slice }: PlannedSeries,
  ): Promise<boolean> {
    cursor?.startSeries();
    const accepted = cursor === undefined ? page : page.filter((record) => cursor.accept(record, slice));
    const isOver = cursor?.isOver ?? false;
    const text = textOf(page);
    const records = this.#limits.takeRecords(accepted, this.#counts.rows);
    this.#spool?.write(records, exchange, text && { items: page, text });
    this.#counts.rows += records.length;
    this.#counts.pages += 1;
    this.#host.onEvent({ type: 'page-fetched', resource: this.resource.name, ...this.#totals() });
    await this.#readChildren(records, exchange, origin);
    return isOver;
  }

  /** Rows that merge may come again, unless a list in them or something below would append theirs again. */
  #canRepeat(): boolean {
    const { writeDisposition, primaryKey, mergeKey = [] } = this.resource;
    const appends = ({ resource, children }: ResourceExtraction): boolean =>
      appendsRows(resource) || children.some(appends);
    const hasKey = primaryKey.length > 0 || mergeKey.length > 0;
    return writeDisposition === 'merge' && hasKey && !appends(this);
  }

  async #readChildren(
    records: readonly unknown[],
    parentExchange: number,
    { recordsAbove }: SeriesOrigin,
  ): Promise<void> {
    if (this.children.length === 0 && this.#held === undefined) return;
    const parents = this.#limits.takeParents(records);
    if (parents.length < records.length) this.#stopChildren();
    const origins = parents.map((record) => ({
      parentRecord: record,
      parentExchange,
      recordsAbove: { ...recordsAbove, [this.resource.name]: record },
      values: {},
    }));
    this.#held?.hold(origins);
    for (const child of this.children) await child.#readFor(origins);
  }

  #stopChildren(): void {
    for (const child of [...this.children, ...this.crossers]) child.#limits.stop('parents');
  }

  /** Whether no further record is wanted. */
  #isFull(pending = 0): boolean {
    const isFull = this.#limits.isFull(this.#counts.rows + pending);
    if (isFull || this.isLoaded || !this.#limits.hasEnoughParents) return isFull;
    // Who is read only for its children needs no more records than they do.
    this.#stopChildren();
    return true;
  }

  #totals(): ReadTotals {
    return this.#counts.totals(this.#options.turn?.before?.[this.resource.name]);
  }

  #onHttpEvent(event: HttpEvent): void {
    this.#counts.note(event);
    this.#host.onEvent({ ...event, resource: this.resource.name });
  }

  /** Tells the person something, once per text. */
  warn(message: string, hint?: string): void {
    this.#voice.warn(message, hint);
  }

  /** Marks the resource as failed, and says so; the first error counts. */
  failWith(error: unknown): void {
    if (this.error !== undefined) return;
    this.error = error;
    this.#voice.tellFailure(error);
  }

  /** Says that it and everything below it was read: what user code changes from now on does not count. */
  endReading(): void {
    for (const child of this.children) child.endReading();
    if (this.error !== undefined) return;
    try {
      this.#keeper.end(this.resource.name);
    } catch (error) {
      this.failWith(error);
    }
  }

  /** Whether what is saved of it decides which records the next sync brings. */
  get movesOn(): boolean {
    const { resource } = this;
    return movesCursor(resource) || (resource.writeDisposition !== 'replace' && this.#keeper.isChanged);
  }

  /** Whether it is made anew, by further packages too. */
  get isContinued(): boolean {
    return this.#options.isFullRefresh && this.#cursors?.window?.next !== undefined;
  }

  /** Lets the next sync start where this one did. */
  keepCursor(): void {
    this.#keepsCursor = true;
  }

  get #facts(): CursorFacts {
    return { resource: this.resource, options: this.#options, cursors: this.#cursors };
  }

  /** Ends the work. A failed resource leaves nothing in the package. */
  finish(): ExtractedResource {
    const { resource } = this;
    const { stoppedBy } = this.#limits;
    const counts = {
      name: resource.name,
      ...this.#counts.totals(),
      durationMs: Math.round(performance.now() - this.#startedAt),
      ...(stoppedBy === undefined ? {} : { stoppedBy }),
      ...nextWindow(this.#cursors, this.error !== undefined || this.#keepsCursor || this.#isEnded),
    };
    if (this.error !== undefined) {
      this.#spool?.discard();
      return { ...counts, status: 'failed', error: this.#voice.recordOf(this.error) };
    }
    const skipped = this.#skipped.warning(resource);
    if (skipped !== undefined) this.warn(skipped.message, skipped.hint);
    const spool = this.#spool;
    if (spool === undefined) return { ...counts, status: 'skipped' };
    const [contents, ...moreContents] = packageContents(resource, spool, {
      is_full_refresh: this.#options.isFullRefresh,
      replaced_range: replacedRange(this.#facts),
      incremental: nextIncremental(this.#facts, { keepsCursor: this.#keepsCursor, isCut: this.#isEnded }),
      ...(this.#keepsCursor ? {} : this.#keeper.saved()),
    });
    const rounded = spool.warning();
    if (rounded !== undefined) this.warn(rounded.message, rounded.hint);
    const { rows, pages } = this.#totals();
    this.#host.onEvent({ type: 'resource-finished', resource: resource.name, rows, pages });
    return {
      ...counts,
      status: 'succeeded',
      ...(contents === undefined ? {} : { contents }),
      ...(moreContents.length === 0 ? {} : { moreContents }),
    };
  }
}
