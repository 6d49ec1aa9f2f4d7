import { receiveHandover } from '../../server/handover.ts';

/** What every page shows of the project. */
export interface ProjectFacts {
  /** Name of the project's folder. */
  readonly folder: string;
  /** Where the sample API answers; undefined in a project of one's own. */
  readonly sampleApiUrl: string | undefined;
  /** Whether `SAMPLE_API_URL` names a sample API, so that its template works at once. */
  readonly hasSampleApi: boolean;
}

export function projectFacts(): ProjectFacts {
  const { projectRoot, sampleApiUrl } = receiveHandover();
  return {
    folder: projectRoot.split(/[/\\]/).at(-1) ?? projectRoot,
    sampleApiUrl,
    hasSampleApi: sampleApiUrl !== undefined || process.env['SAMPLE_API_URL'] !== undefined,
  };
}
