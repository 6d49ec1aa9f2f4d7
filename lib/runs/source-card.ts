import type { ErrorRecord } from '../errors/dango-error.ts';
import type { SourceLocation } from '../errors/source-location.ts';
import type { PendingPackage } from '../sync/pending-packages.ts';
import type { RunStatus } from './run-record.ts';

/** A source on one page with all others. */
export interface SourceCard {
  readonly name: string;
  readonly type: 'rest_api' | 'dlt_native' | undefined;
  readonly enabled: boolean;
  readonly description: string | undefined;
  readonly tags: readonly string[];
  /** Schema in the warehouse; undefined where faults leave open which one it is. */
  readonly dataset: string | undefined;
  /** Names of the resources of a REST source; those of a module are known when it runs. */
  readonly resources: readonly string[] | undefined;
  /** Faults in sources.yml; empty for a source that can be used. */
  readonly issues: readonly SourceCardIssue[];
  /** Names that `${…}` needs and that have no value anywhere. What a module asks for is known when it runs. */
  readonly missingSecrets: readonly string[];
  /** The newest sync that ended, samples and dry runs left out. */
  readonly lastRun: LastRun | undefined;
  /** The run that works, else the one that waits longest. */
  readonly activeRun: { readonly id: string; readonly status: RunStatus } | undefined;
  /** Rows of all its tables, child tables too; undefined while the warehouse cannot be read. */
  readonly rowsInWarehouse: number | undefined;
  /** Number of its tables, child tables too; undefined while the warehouse cannot be read. */
  readonly tables: number | undefined;
  readonly pending: readonly PendingPackage[];
  /** Where it begins in sources.yml. */
  readonly location: SourceLocation;
}

export interface SourceCardIssue extends Pick<SourceLocation, 'line' | 'column'> {
  readonly message: string;
  readonly hint: string;
}

export interface LastRun {
  readonly id: string;
  readonly status: RunStatus;
  readonly startedAt: string | undefined;
  readonly finishedAt: string | undefined;
  /** Rows that it loaded, child tables not counted. */
  readonly rows: number;
  readonly error?: ErrorRecord;
}

/** All sources of a project at one moment. */
export interface SourcesOverview {
  /** In the order of sources.yml. */
  readonly sources: readonly SourceCard[];
  /** Faults that concern the whole project: project.yml, the frame of sources.yml, secrets.toml. */
  readonly issues: readonly ErrorRecord[];
  /** Why the warehouse could not be read, such as `warehouse-locked` while a load works; undefined when it was read. */
  readonly warehouseError: ErrorRecord | undefined;
}
