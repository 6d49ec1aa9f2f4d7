import type { HttpEvent } from '../../http/http-event.ts';
import type { ReadTotals } from './extracted-resource.ts';

/** What reading one resource took in this package. */
export class ReadCounts implements ReadTotals {
  requests = 0;
  bytes = 0;
  pages = 0;
  /** That go on to the tables. */
  rows = 0;

  note(event: HttpEvent): void {
    if (event.type !== 'request-finished') return;
    this.requests += 1;
    this.bytes += event.bytes;
  }

  /** With what the packages before took. */
  totals(before: Partial<ReadTotals> = {}): ReadTotals {
    const { requests = 0, pages = 0, bytes = 0, rows = 0 } = before;
    return {
      pages: pages + this.pages,
      rows: rows + this.rows,
      requests: requests + this.requests,
      bytes: bytes + this.bytes,
    };
  }
}
