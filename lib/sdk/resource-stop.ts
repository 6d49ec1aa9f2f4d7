import { DangoError } from '../errors/dango-error.ts';

/** Ends a resource with what it has read so far, because a rule for responses says so. The engine takes it as no failure. */
export class ResourceStop extends DangoError {
  override readonly name: string = 'ResourceStop';
  /** What the API answered, in words, masked. */
  override readonly cause: string;

  constructor(cause: string) {
    super(`The resource ends here, as a rule says: the API answered with ${cause}.`, {
      code: 'response-invalid',
      hint: 'Read the list within a resource, which then ends with what it has.',
    });
    this.cause = cause;
  }
}
