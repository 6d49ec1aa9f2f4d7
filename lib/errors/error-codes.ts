/**
 * What each kind of expected failure means to a caller: the exit code of the command line and whether the same
 * request may succeed if it is simply tried again later.
 */
export const errorCodes = {
  'usage-invalid': { exitCode: 2, isRetryable: false },
  'name-unknown': { exitCode: 2, isRetryable: false },
  'project-missing': { exitCode: 3, isRetryable: false },
  'config-invalid': { exitCode: 3, isRetryable: false },
  'secret-missing': { exitCode: 3, isRetryable: false },
  'module-invalid': { exitCode: 3, isRetryable: false },
  'module-failed': { exitCode: 1, isRetryable: false },
  'http-status': { exitCode: 1, isRetryable: false },
  'http-unreachable': { exitCode: 1, isRetryable: true },
  'http-timeout': { exitCode: 1, isRetryable: true },
  'http-limit': { exitCode: 1, isRetryable: false },
  'response-invalid': { exitCode: 1, isRetryable: false },
  'recording-incomplete': { exitCode: 1, isRetryable: false },
  'records-missing': { exitCode: 1, isRetryable: false },
  'pagination-failed': { exitCode: 1, isRetryable: false },
  'parent-failed': { exitCode: 1, isRetryable: false },
  'cursor-invalid': { exitCode: 1, isRetryable: false },
  'warehouse-locked': { exitCode: 1, isRetryable: true },
  'warehouse-failed': { exitCode: 1, isRetryable: false },
  'rows-refused': { exitCode: 1, isRetryable: false },
  'query-failed': { exitCode: 1, isRetryable: false },
  'package-invalid': { exitCode: 1, isRetryable: false },
  'package-held': { exitCode: 1, isRetryable: false },
  'undo-refused': { exitCode: 1, isRetryable: false },
  'run-failed': { exitCode: 1, isRetryable: false },
  'run-cancelled': { exitCode: 130, isRetryable: true },
} as const;

/** The stable name of an expected failure. Programs branch on it; the text beside it may change. */
export type ErrorCode = keyof typeof errorCodes;
