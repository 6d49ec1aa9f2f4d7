import { DangoError, type ErrorRecord } from '../../errors/dango-error.ts';
import { toErrorRecord } from '../../errors/error-record.ts';
import type { Exchange, ExchangeRecorder } from '../../http/exchange.ts';
import type { HttpEvent } from '../../http/http-event.ts';
import { runInHttpScope, type HttpScope } from '../../http/http-scope.ts';
import type { IncrementalState } from '../../loads/manifest.ts';
import type { PackageWriter } from '../../loads/package-writer.ts';
import type { TableSpool } from '../../loads/table-spool.ts';
import { normaliseName } from '../../schema/identifier.ts';
import { typeTreeToJson } from '../../schema/type-tree-json.ts';
import { exchangeOf } from '../../sdk/page.ts';
import { ResourceStop } from '../../sdk/resource-stop.ts';
import type { Records, Resource } from '../../sdk/resource.ts';
import { withWarnings } from '../../sdk/warning-scope.ts';
import { maskWords } from '../mask-words.ts';
import type { SyncEvent } from '../sync-event.ts';
import { CursorTracker } from './cursor-tracker.ts';
import type { ExtractedResource, ExtractOptions, StoppingLimit } from './extracted-resource.ts';
import { refuseResponse } from './refuse-response.ts';

export interface ExtractHost {
  readonly writer: PackageWriter;
  readonly onEvent: (event: SyncEvent) => void;
  /** Is given every exchange as it ends, besides the package. */
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
  readonly signal: AbortSignal;
  /** Replaces secret values in a text. */
  readonly mask: (text: string) => string;
  readonly httpLimits?: HttpScope['limits'];
  /** Turns what user code threw into an error that a person can act on. */
  readonly explain: (error: unknown, resource: string) => unknown;
}

/** Single records are gathered into pages of this size. */
const gatherRecords = 500;

/** The work on one resource: reads pages, drops what the cursor knows, spools the rest. */
export class ResourceExtraction {
  readonly resource: Resource;
  readonly children: ResourceExtraction[] = [];
  error: unknown;
  /** False for a parent that is read only for its children. */
  readonly isLoaded: boolean;
  readonly #host: ExtractHost;
  readonly #options: ExtractOptions;
  readonly #scope: HttpScope;
  readonly #tracker: CursorTracker | undefined;
  readonly #spool: TableSpool | undefined;
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

  constructor(resource: Resource, isLoaded: boolean, options: ExtractOptions, host: ExtractHost) {
    this.resource = resource;
    this.isLoaded = isLoaded;
    this.#host = host;
    this.#options = options;
    this.#spool = isLoaded ? host.writer.openTable(normaliseName(resource.name)) : undefined;
    const startsAnew = options.isFullRefresh || resource.writeDisposition === 'replace';
    const { incremental } = resource;
    this.#tracker =
      incremental === undefined
        ? undefined
        : new CursorTracker(
            resource.name,
            incremental,
            resource.primaryKey,
            startsAnew ? undefined : options.cursors[resource.name]?.[incremental.cursorPath],
          );
    this.#scope = {
      resource: resource.name,
      recorder: recorderOf(host),
      onEvent: (event) => this.#onHttpEvent(event),
      mask: host.mask,
      signal: host.signal,
      limits: host.httpLimits,
    };
    host.onEvent({ type: 'resource-started', resource: resource.name });
  }

  /** Reads the resource once, or once for a record of its parent, and every child for each record on the way. */
  async read(parentRecord?: unknown): Promise<void> {
    if (this.error !== undefined || this.#isEnded || this.#isFull()) return;
    try {
      await runInHttpScope(this.#scope, () =>
        withWarnings(
          (message, hint) => this.warn(message, hint),
          () => this.#readPages(parentRecord),
        ),
      );
    } catch (error) {
      if (this.#host.signal.aborted) throw error;
      this.failWith(DangoError.is(error) ? error : this.#host.explain(error, this.resource.name));
    }
  }

  async #readPages(parentRecord: unknown): Promise<void> {
    const records = this.resource.records({
      cursor: this.#tracker,
      parentRecord,
      signal: this.#host.signal,
      warn: (message, hint) => this.warn(message, hint),
    });
    let gathered: unknown[] = [];
    let gatheredFrom = 0;
    let pages = 0;
    const take = async (page: readonly unknown[], exchange: number): Promise<void> => {
      if (this.#isLastPage(pages)) return;
      pages += 1;
      await this.#takePage(page, exchange);
    };
    const flush = async (): Promise<void> => {
      const page = gathered;
      gathered = [];
      if (page.length > 0) await take(page, gatheredFrom);
    };
    for await (const item of this.#untilStop(records)) {
      this.#host.signal.throwIfAborted();
      if (Array.isArray(item)) {
        await flush();
        await take(item, this.#exchangeFor(item));
      } else {
        refuseResponse(item, this.resource.name);
        const exchange = this.#exchangeFor(undefined);
        if (exchange !== gatheredFrom || gathered.length >= gatherRecords) await flush();
        gatheredFrom = exchange;
        gathered.push(item);
      }
      if (this.#isFull(gathered.length) || this.#isLastPage(pages)) break;
    }
    await flush();
  }

  /** Hands the records on until they end or a rule ends the resource; what came before is loaded. */
  async *#untilStop(records: Records): AsyncGenerator {
    try {
      yield* records;
    } catch (error) {
      if (!(error instanceof ResourceStop)) throw error;
      this.#isEnded = true;
      this.warn(`${this.resource.name} ends here, as a rule says: the API answered with ${error.cause}.`);
    }
  }

  /**
   * The exchange that a page came in: the page's own, else the last one that this resource finished, else one of
   * its own for records that user code made up. It never goes back, so that ids stay in order.
   */
  #exchangeFor(page: readonly unknown[] | undefined): number {
    const known = (page === undefined ? undefined : exchangeOf(page)) ?? this.#scope.lastExchange ?? 0;
    if (known === 0 && this.#lastExchange === 0) this.#lastExchange = this.#host.writer.begin();
    this.#lastExchange = Math.max(this.#lastExchange, known);
    return this.#lastExchange;
  }

  async #takePage(page: readonly unknown[], exchange: number): Promise<void> {
    const accepted = this.#tracker === undefined ? page : page.filter((record) => this.#tracker?.accept(record));
    const { limit } = this.#options;
    const records = limit === undefined ? accepted : accepted.slice(0, Math.max(0, limit - this.#rows));
    this.#spool?.write(records, exchange);
    this.#rows += records.length;
    this.#pages += 1;
    this.#reportPage();
    for (const record of records) await this.#readChildren(record);
  }

  async #readChildren(record: unknown): Promise<void> {
    if (this.children.length === 0) return;
    if (this.#hasEnoughParents()) return this.#stopChildren();
    this.#parents += 1;
    for (const child of this.children) await child.read(record);
  }

  #stopChildren(): void {
    for (const child of this.children) child.#stoppedBy ??= 'parents';
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

  #reportPage(): void {
    this.#host.onEvent({
      type: 'page-fetched',
      resource: this.resource.name,
      pages: this.#pages,
      rows: this.#rows,
      requests: this.#requests,
      bytes: this.#bytes,
    });
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

  /** Lets the next sync start where this one did. */
  keepCursor(): void {
    this.#keepsCursor = true;
  }

  #nextIncremental(): Readonly<Record<string, IncrementalState>> | null {
    if (!this.#keepsCursor) return this.#tracker?.state() ?? null;
    const saved = this.#options.cursors[this.resource.name] ?? {};
    return Object.keys(saved).length === 0 ? null : saved;
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
    };
    if (this.error !== undefined) {
      this.#spool?.discard();
      return { ...counts, status: 'failed', error: this.#errorRecord() };
    }
    const spool = this.#spool;
    if (spool === undefined) return { ...counts, status: 'skipped' };
    spool.close();
    this.#host.onEvent({ type: 'resource-finished', resource: resource.name, rows: this.#rows, pages: this.#pages });
    return {
      ...counts,
      status: 'succeeded',
      contents: {
        name: resource.name,
        table: normaliseName(resource.name),
        parent: resource.parent ?? null,
        write_disposition: resource.writeDisposition,
        primary_key: resource.primaryKey,
        is_full_refresh: this.#options.isFullRefresh,
        rows: spool.rows,
        longest_line: spool.longestLine,
        files: [spool.file],
        types: typeTreeToJson(spool.types),
        incremental: this.#nextIncremental(),
      },
    };
  }
}

function recorderOf({ writer, onExchange }: ExtractHost): ExchangeRecorder {
  if (onExchange === undefined) return writer;
  return {
    begin: () => writer.begin(),
    record: (exchange) => {
      writer.record(exchange);
      onExchange(exchange);
    },
  };
}
