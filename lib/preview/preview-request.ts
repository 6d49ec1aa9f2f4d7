import type { Fault } from '../spec/fault.ts';
import type { PreviewLimits } from './preview-limits.ts';

/** What is tried: a source as an editor has it, saved or not. */
export interface PreviewRequest {
  /** Absolute path of the project. */
  readonly projectRoot: string;
  /** Name of the source in the text of sources.yml. */
  readonly source: string;
  /** Text of sources.yml that counts instead of the saved file. */
  readonly sourcesText?: string;
  /** Texts that count instead of saved files of custom_sources, by path relative to that folder: `my_api.ts`. */
  readonly modules?: Readonly<Record<string, string>>;
  /**
   * Values of secrets that are not saved yet, by name. They reach the process of the preview by its standard input alone, and
   * are masked as all secrets are.
   */
  readonly secrets?: Readonly<Record<string, string>> | undefined;
  /** Only these resources and, not shown, the parents they need; all when absent. */
  readonly resources?: readonly string[];
  readonly limits?: Partial<PreviewLimits>;
  /** True: only the first resource that needs no other. Default false. */
  readonly isProbe?: boolean | undefined;
  /** Id of a load whose recorded responses answer in place of the API; no request is sent. */
  readonly replayOf?: string | undefined;
  /** Absolute path of a cassette, whose responses answer in the same way. */
  readonly cassette?: string | undefined;
  /**
   * Id of a recording that an earlier preview kept (`recording` of its end), whose responses answer. A list ends where it
   * has no further page; `missing` of the end names what else it lacks.
   */
  readonly fromRecording?: string | undefined;
  /** Whether the API is asked for what `fromRecording` does not have. Default `fail`: no request is sent. */
  readonly onMissing?: 'fail' | 'fetch' | undefined;
  /** What is pretended of some requests, to see the rules of the source at work. Not where a recording answers. Default: nothing. */
  readonly pretend?: readonly Fault[] | undefined;
  /**
   * Where cursors start: at what the warehouse has saved, or at the text of `next` that a test told. Default: at the beginning,
   * and where a recording answers, as the test that recorded it.
   */
  readonly startState?: 'saved' | { readonly text: string } | undefined;
  /** Whether secrets are hidden in rows too, for what is given away. Default false: they are as the API gave them. */
  readonly masksRows?: boolean | undefined;
  /** Whether the exchanges are kept, so that `fromRecording` can name them for an hour. Default false. */
  readonly keepsRecording?: boolean | undefined;
}

/** Whether nothing is asked of the API. */
export function isReplayed({ replayOf, cassette, fromRecording }: PreviewRequest): boolean {
  return replayOf !== undefined || cassette !== undefined || fromRecording !== undefined;
}

/** What the process of a preview is told, as one line of JSON on its standard input. */
export interface PreviewJob extends PreviewRequest {
  readonly limits: PreviewLimits;
  /** Folder of this preview alone: everything that it writes lies there. */
  readonly folder: string;
  /** Whether the process waits for a further job behind this one. */
  readonly keepsProcess: boolean;
}
