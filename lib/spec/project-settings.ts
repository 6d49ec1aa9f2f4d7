import { z } from 'zod';
import { shareSchema } from './share-spec.ts';
import { parseShare, usualMaxReplaceLoss } from './share.ts';
import { strictMapping } from './strict-mapping.ts';
import { textSchema } from './spec-values.ts';

const count = (text: string) => z.int().min(1).optional().describe(text);
const amount = (text: string) => z.number().gt(0).optional().describe(text);

/** `.dango/project.yml` as it is written. */
export const projectSpecSchema = strictMapping({
  version: z
    .union([z.literal(1), z.literal('1'), z.literal('1.0')])
    .optional()
    .describe('Version of this format. Default: 1.'),
  name: textSchema.optional().describe('Name of the project, for people. Default: the name of its folder.'),
  warehouse: textSchema.optional().describe('DuckDB file, relative to the project. Default: data/warehouse.duckdb.'),
  dataset_prefix: z
    .string()
    .regex(/^([A-Za-z_][A-Za-z0-9_]*)?$/)
    .optional()
    .describe("Put before a source's name to make its schema in the warehouse. Default: raw_."),
  max_replace_loss: shareSchema
    .optional()
    .describe(
      'Share of its rows that a table may lose when it is replaced: 20%. More than that, or all of them, waits for dango loads accept; 100% lets everything go. Default: 50%.',
    ),
  retention: strictMapping({
    loads: count('Loaded packages that are kept per source. Default: 20.'),
    exchanges_mb: amount(
      'Size of all that the kept loads of one source recorded, in MiB; the newest load stays whatever its size. Default: 500.',
    ),
    undo_mb: z
      .number()
      .min(0)
      .optional()
      .describe(
        'Rows that the last run of a source took away and that are kept so that it can be undone, in MiB; 0 keeps none. Default: 200.',
      ),
    runs: count('Runs whose events are kept. Default: 200.'),
  })
    .optional()
    .describe('How much history is kept.'),
  limits: strictMapping({
    request_timeout_seconds: amount('Time for one attempt of a request, in seconds. Default: 60.'),
    connect_timeout_seconds: amount('Time to open a connection, in seconds. Default: 10.'),
    max_response_mb: amount('Largest response that is read, in MiB after decompression. Default: 256.'),
    max_attempts: count('Attempts of a request, the first one included. Default: 10.'),
    warehouse_wait_seconds: amount('How long a load waits for a locked warehouse, in seconds. Default: 60.'),
    source_memory_mb: count("Memory of a custom module's process, in MiB. Default: 512."),
    source_minutes: amount('Time a custom module may take, in minutes. Default: 60.'),
    concurrent_runs: count('Runs of different sources at the same time. Default: 2.'),
  })
    .optional()
    .describe('What one run may use.'),
}).describe('Settings of a Dango project.');

type ProjectSpec = z.infer<typeof projectSpecSchema>;

/** Settings of a project with every default filled in. */
export interface ProjectSettings {
  /** Name for people; undefined: the folder's name. */
  readonly name: string | undefined;
  /** DuckDB file, relative to the project root unless absolute. */
  readonly warehouse: string;
  /** Put before a source's name to make its schema in the warehouse. */
  readonly datasetPrefix: string;
  /** Share of its rows that a table may lose when it is replaced, 0 to 1; see `findLosses`. */
  readonly maxReplaceLoss: number;
  readonly retention: {
    /** Loaded packages that are kept per source. */
    readonly loads: number;
    /** MiB that all of them together may take; the newest one stays whatever its size. */
    readonly exchangesMb: number;
    /** MiB of rows that the last run of a source took away and that are kept, so that it can be undone. */
    readonly undoMb: number;
    /** Runs whose events are kept. */
    readonly runs: number;
  };
  readonly limits: ProjectLimits;
}

export interface ProjectLimits {
  /** Seconds for one attempt of a request. */
  readonly requestTimeoutSeconds: number;
  /** Seconds to open a connection. */
  readonly connectTimeoutSeconds: number;
  /** Largest response that is read, in MiB after decompression. */
  readonly maxResponseMb: number;
  /** Attempts of a request, the first one included. */
  readonly maxAttempts: number;
  /** Seconds that a load waits for a locked warehouse. */
  readonly warehouseWaitSeconds: number;
  /** Memory of a custom module's process, in MiB. */
  readonly sourceMemoryMb: number;
  /** Minutes that a custom module may take. */
  readonly sourceMinutes: number;
  /** Runs of different sources at the same time. */
  readonly concurrentRuns: number;
}

/** Fills the defaults in; an empty spec gives the settings of a project without project.yml. */
export function toProjectSettings(spec: ProjectSpec = {}): ProjectSettings {
  const { retention = {}, limits = {} } = spec;
  return {
    name: spec.name,
    warehouse: spec.warehouse ?? 'data/warehouse.duckdb',
    datasetPrefix: spec.dataset_prefix ?? 'raw_',
    maxReplaceLoss: parseShare(spec.max_replace_loss ?? usualMaxReplaceLoss),
    retention: {
      loads: retention.loads ?? 20,
      exchangesMb: retention.exchanges_mb ?? 500,
      undoMb: retention.undo_mb ?? 200,
      runs: retention.runs ?? 200,
    },
    limits: {
      requestTimeoutSeconds: limits.request_timeout_seconds ?? 60,
      connectTimeoutSeconds: limits.connect_timeout_seconds ?? 10,
      maxResponseMb: limits.max_response_mb ?? 256,
      maxAttempts: limits.max_attempts ?? 10,
      warehouseWaitSeconds: limits.warehouse_wait_seconds ?? 60,
      sourceMemoryMb: limits.source_memory_mb ?? 512,
      sourceMinutes: limits.source_minutes ?? 60,
      concurrentRuns: limits.concurrent_runs ?? 2,
    },
  };
}
