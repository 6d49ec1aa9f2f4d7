import type { HttpLimits } from '../http/http-scope.ts';
import type { ProjectLimits } from '../spec/project-settings.ts';

/** The limits of the project, in the units of the HTTP layer. */
export function httpLimits(limits: ProjectLimits): Partial<HttpLimits> {
  return {
    connectTimeoutMs: limits.connectTimeoutSeconds * 1000,
    requestTimeoutMs: limits.requestTimeoutSeconds * 1000,
    maxResponseBytes: limits.maxResponseMb * 1024 * 1024,
    maxAttempts: limits.maxAttempts,
  };
}
