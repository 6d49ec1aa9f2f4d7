import { DangoError, type ErrorRecord } from '../../errors/dango-error.ts';
import { toErrorRecord } from '../../errors/error-record.ts';
import type { HttpEvent } from '../../http/http-event.ts';
import { runInHttpScope, type HttpScope } from '../../http/http-scope.ts';
import type { PackageResource, ReplacedRange } from '../../loads/manifest.ts';
import { typeTreeToJson } from '../../schema/type-tree-json.ts';
import { ResourceStop } from '../../sdk/resource-stop.ts';
import type { CrossedParent, Resource } from '../../sdk/resource.ts';
import { withWarnings } from '../../sdk/warning-scope.ts';
import { maskWords } from '../mask-words.ts';
import { movesCursor } from './choose-resources.ts';
import { columnHints, nestedColumnHints } from './column-hints.ts';
import { cutRange } from './cursor-errors.ts';
import type { CursorSlice } from './cursor-tracker.ts';
import type { ExtractedResource, ExtractOptions, ReadTotals, StoppingLimit } from './extracted-resource.ts';
import { recorderOf, type ExtractHost } from './extract-host.ts';
import { openSeries, openSeriesAhead, type FetchedItem, type OpenSeries } from './fetch-series.ts';
import { HeldOrigins } from './held-origins.ts';
import { gatherPages } from './gather-pages.ts';
import { isRefusal } from './is-refusal.ts';
import { planSeries, type PlannedSeries } from './planned-series.ts';
import { replacedPath } from './replaced-path.ts';
import { createCursors, keptCursors, type ResourceCursors } from './resource-cursors.ts';
import { ResourceSpool } from './resource-spool.ts';
import { crossOrigins, rootOrigin, type SeriesOrigin } from './series-origin.ts';
import { SkippedSeries } from './skipped-series.ts';
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
  readonly #warned = new Set<string>();
  readonly #startedAt = performance.now();
  #lastExchange = 0;
  #requests = 0;
  #bytes = 0;
  #pages = 0;
  #rows = 0;
  #parents = 0;
  #stoppedBy: StoppingLimit | undefined;
  #keepsCursor = false;
  /** True when a rule of the resource has ended it. */
  #isEnded = false;
  readonly #skipped = new SkippedSeries();

  constructor(
    resource: Resource,
    { isLoaded, canSplit }: ExtractionFacts,
    options: ExtractOptions,
    host: ExtractHost & { readonly claims: TableClaims },
  ) {
    this.resource = resource;
    this.isLoaded = isLoaded;
    this.#host = host;
    this.#options = options;
    this.#spool = isLoaded ? new ResourceSpool(resource, host.writer, host.claims) : undefined;
    const startsAnew = options.isFullRefresh || resource.writeDisposition === 'replace';
    this.#keeper = new StateKeeper(options.states?.[resource.name] ?? {}, startsAnew);
    this.#scope = {
      resource: resource.name,
      recorder: recorderOf(host),
      onEvent: (event) => this.#onHttpEvent(event),
      mask: host.mask,
      signal: host.signal,
      limits: host.httpLimits,
      replay: host.replay,
    };
    host.onEvent({ type: 'resource-started', resource: resource.name });
    try {
      this.#cursors = createCursors(resource, options, { canRepeat: () => this.#canRepeat(), canSplit });
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
    const ahead = this.#seriesAhead();
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

  #tellWindow({ number, of, start, end }: CursorSlice): void {
    if (of === 1 || start === undefined || end === undefined) return;
    const { mask } = this.#host;
    const bounds = { since: mask(String(start)), until: mask(String(end)) };
    this.#host.onEvent({ type: 'window-started', resource: this.resource.name, number, of, ...bounds });
  }

  #crossed(origins: readonly SeriesOrigin[]): Generator<SeriesOrigin, undefined> {
    const { forEach } = this.resource;
    const { parentLimit } = this.#options;
    const others = this.crossed.map((parent) => parent.#held?.origins ?? []);
    if (forEach === undefined || parentLimit === undefined || forEach.length <= parentLimit) {
      return crossOrigins(origins, others, forEach);
    }
    this.#stoppedBy ??= 'parents';
    return crossOrigins(origins, others, forEach.slice(0, parentLimit));
  }

  /** A sample asks for what it needs and no more, so it looks at one series after the other. */
  #seriesAhead(): number {
    const { limit, pageLimit, parentLimit } = this.#options;
    const isSample = limit !== undefined || pageLimit !== undefined || parentLimit !== undefined;
    return isSample ? 1 : (this.resource.concurrency ?? 1);
  }

  #open({ origin, cursor, slice }: PlannedSeries, ahead: number): OpenSeries {
    const host = {
      resource: this.resource,
      scope: this.#scope,
      cursor: slice?.cursor ?? cursor,
      state: this.#keeper.state,
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
      if (progress.isSkipped || this.#isLastPage(progress.pages)) return;
      if (planned.slice === planned.cursor?.slices[0]) this.#skipped.begin();
      if (planned.slice !== undefined && this.resource.parent === undefined) this.#tellWindow(planned.slice);
      await runInHttpScope(this.#scope, () =>
        withWarnings(
          (message, hint) => this.warn(message, hint),
          () => this.#takeSeries(series, planned),
        ),
      );
    } catch (error) {
      if (this.#host.signal.aborted) throw error;
      const explained = DangoError.is(error) ? error : this.#host.explain(error, this.resource.name);
      // Once a page was taken the answer is about the rest of the list, which must not be missing unnoticed.
      const isSkipped = this.resource.onChildError === 'skip' && progress.pages === 0 && isRefusal(explained);
      progress.isSkipped = isSkipped;
      if (isSkipped) this.#skipped.skip(explained);
      else this.failWith(explained);
    } finally {
      await series.stop();
    }
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
      if (isOver || this.#isFull() || this.#isLastPage(progress.pages)) return;
    }
  }

  /** Hands the records on until they end or a rule ends the resource; what came before is loaded. */
  async *#untilStop(items: AsyncIterable<FetchedItem>): AsyncGenerator<FetchedItem> {
    try {
      yield* items;
    } catch (error) {
      if (!(error instanceof ResourceStop)) throw error;
      if (this.#replacedRange() !== undefined) throw cutRange(this.resource.name, error.cause);
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
    const { limit } = this.#options;
    const records = limit === undefined ? accepted : accepted.slice(0, Math.max(0, limit - this.#rows));
    this.#spool?.write(records, exchange);
    this.#rows += records.length;
    this.#pages += 1;
    this.#host.onEvent({ type: 'page-fetched', resource: this.resource.name, ...this.#totals() });
    await this.#readChildren(records, origin);
    return isOver;
  }

  /** Rows that merge may come again, unless something below would append theirs again. */
  #canRepeat(): boolean {
    const { writeDisposition, primaryKey } = this.resource;
    const appendsBelow = ({ children }: ResourceExtraction): boolean =>
      children.some((child) => child.resource.writeDisposition === 'append' || appendsBelow(child));
    return writeDisposition === 'merge' && primaryKey.length > 0 && !appendsBelow(this);
  }

  async #readChildren(records: readonly unknown[], { recordsAbove }: SeriesOrigin): Promise<void> {
    if (this.children.length === 0 && this.#held === undefined) return;
    const { parentLimit = Number.POSITIVE_INFINITY } = this.#options;
    const parents = records.slice(0, Math.max(0, parentLimit - this.#parents));
    this.#parents += parents.length;
    if (parents.length < records.length) this.#stopChildren();
    const origins = parents.map((record) => ({
      parentRecord: record,
      recordsAbove: { ...recordsAbove, [this.resource.name]: record },
      values: {},
    }));
    this.#held?.hold(origins);
    for (const child of this.children) await child.#readFor(origins);
  }

  #stopChildren(): void {
    for (const child of [...this.children, ...this.crossers]) child.#stoppedBy ??= 'parents';
  }

  /** Whether no further record is wanted; notes the limit that says so. */
  #isFull(pending = 0): boolean {
    const { limit } = this.#options;
    const isFull = limit !== undefined && this.#rows + pending >= limit;
    if (isFull) this.#stoppedBy ??= 'records';
    if (isFull || this.isLoaded || !this.#hasEnoughParents()) return isFull;
    // Who is read only for its children needs no more records than they do.
    this.#stopChildren();
    return true;
  }

  #isLastPage(pages: number): boolean {
    const { pageLimit } = this.#options;
    const isLast = pageLimit !== undefined && pages >= pageLimit;
    if (isLast) this.#stoppedBy ??= 'pages';
    return isLast;
  }

  #hasEnoughParents(): boolean {
    const { parentLimit } = this.#options;
    return parentLimit !== undefined && this.#parents >= parentLimit;
  }

  /** With what the packages before took. */
  #totals(): ReadTotals {
    const { requests = 0, pages = 0, bytes = 0, rows = 0 } = this.#options.turn?.before?.[this.resource.name] ?? {};
    return {
      pages: pages + this.#pages,
      rows: rows + this.#rows,
      requests: requests + this.#requests,
      bytes: bytes + this.#bytes,
    };
  }

  #onHttpEvent(event: HttpEvent): void {
    if (event.type === 'request-finished') {
      this.#requests += 1;
      this.#bytes += event.bytes;
    }
    this.#host.onEvent({ ...event, resource: this.resource.name });
  }

  /** Tells the person something, once per text. */
  warn(message: string, hint?: string): void {
    if (this.#warned.has(message)) return;
    this.#warned.add(message);
    const { name } = this.resource;
    const words = maskWords({ message, ...(hint === undefined ? {} : { hint }) }, this.#host.mask);
    this.#host.onEvent({ type: 'warning', resource: name, ...words });
  }

  /** Responses repeat credentials, user code quotes them, and errors quote both. */
  #errorRecord(): ErrorRecord {
    return maskWords(toErrorRecord(this.error), this.#host.mask);
  }

  /** Marks the resource as failed, and says so; the first error counts. */
  failWith(error: unknown): void {
    if (this.error !== undefined) return;
    this.error = error;
    this.#host.onEvent({ type: 'resource-failed', resource: this.resource.name, error: this.#errorRecord() });
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
    return movesCursor(resource) || (resource.writeDisposition !== 'replace' && this.#keeper.changed() !== undefined);
  }

  /** Lets the next sync start where this one did. */
  keepCursor(): void {
    this.#keepsCursor = true;
  }

  #nextIncremental(): PackageResource['incremental'] {
    const state = this.#keepsCursor ? undefined : this.#cursors?.state(this.#isEnded);
    if (state !== undefined || this.#cursors === undefined) return state ?? null;
    return keptCursors(this.resource, this.#options, this.#keepsCursor);
  }

  /** A range of what appends takes the place of the rows that are there. */
  #replacedRange(): ReplacedRange | undefined {
    const { window, limit } = this.#options;
    const path = window === undefined || limit !== undefined ? undefined : replacedPath(this.resource);
    const taken = path === undefined ? undefined : this.#cursors?.taken?.();
    return path === undefined || taken === undefined ? undefined : { path, ...taken };
  }

  /** Where the next package goes on, unless something has to be read once more. */
  #window(): Pick<ExtractedResource, 'window'> {
    const window = this.#cursors?.window;
    if (window === undefined) return {};
    const isOver = this.error !== undefined || this.#keepsCursor || this.#isEnded;
    return { window: isOver ? { number: window.number, of: window.of } : window };
  }

  /** Ends the work. A failed resource leaves nothing in the package. */
  finish(): ExtractedResource {
    const { resource } = this;
    const counts = {
      name: resource.name,
      requests: this.#requests,
      pages: this.#pages,
      bytes: this.#bytes,
      rows: this.#rows,
      durationMs: Math.round(performance.now() - this.#startedAt),
      ...(this.#stoppedBy === undefined ? {} : { stoppedBy: this.#stoppedBy }),
      ...this.#window(),
    };
    if (this.error !== undefined) {
      this.#spool?.discard();
      return { ...counts, status: 'failed', error: this.#errorRecord() };
    }
    const skipped = this.#skipped.warning(resource);
    if (skipped !== undefined) this.warn(skipped.message, skipped.hint);
    const spool = this.#spool;
    if (spool === undefined) return { ...counts, status: 'skipped' };
    const [contents, ...moreContents] = this.#contents(spool);
    const { rows, pages } = this.#totals();
    this.#host.onEvent({ type: 'resource-finished', resource: resource.name, rows, pages });
    return {
      ...counts,
      status: 'succeeded',
      ...(contents === undefined ? {} : { contents }),
      ...(moreContents.length === 0 ? {} : { moreContents }),
    };
  }

  #contents(spool: ResourceSpool): readonly PackageResource[] {
    const { resource } = this;
    const state = this.#keepsCursor ? undefined : this.#keeper.changed();
    const common = {
      name: resource.name,
      parent: resource.parent ?? null,
      write_disposition: resource.writeDisposition,
      primary_key: resource.primaryKey,
      is_full_refresh: this.#options.isFullRefresh,
      columns: columnHints(resource.columns),
      nested_columns: nestedColumnHints(resource.nestedHints),
      ...(typeof resource.tableName === 'function' ? { has_table_per_row: true } : {}),
      ...contractOf(resource),
      replaced_range: this.#replacedRange(),
      incremental: this.#nextIncremental(),
      ...(state === undefined ? {} : { state }),
    };
    return [...spool.close()].map(([table, { rows, longestLine, file, types }]) => ({
      ...common,
      table,
      rows,
      longest_line: longestLine,
      files: [file],
      types: typeTreeToJson(types),
    }));
  }
}

/** Nothing where everything is let in. */
function contractOf({ schemaContract }: Resource): Pick<PackageResource, 'contract'> {
  if (schemaContract === undefined || Object.values(schemaContract).every((mode) => mode === 'evolve')) return {};
  const { tables, columns, dataType } = schemaContract;
  return { contract: { tables, columns, data_type: dataType } };
}
