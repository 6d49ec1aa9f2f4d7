import { DangoError } from '../../errors/dango-error.ts';
import type { ExpressionError } from '../../spec/expression/compile-expression.ts';
import type { ProcessingStep } from '../../spec/processing-step.ts';

/** Where a record comes from, for messages. */
export interface RecordPlace {
  readonly resource: string;
  /** The request that brought it; undefined where none is known. */
  readonly exchange: number | undefined;
  /** Its position in the response, from 1. */
  readonly position: number;
}

interface FailedStep {
  readonly step: ProcessingStep;
  /** In the list of steps, from 0. */
  readonly index: number;
  readonly place: RecordPlace | undefined;
}

/** The error for an expression that cannot be worked out for a record. */
export function explainStep(error: ExpressionError, { step, index, place }: FailedStep): DangoError {
  const from = place?.exchange === undefined ? '' : ` of exchange ${place.exchange}`;
  const where = place === undefined ? '' : ` of "${place.resource}" for record ${place.position}${from}`;
  return new DangoError(`Step ${index + 1} (${step.type})${where}: ${error.message}`, {
    code: error.isMissing ? 'records-missing' : error.code,
    hint: error.hint,
    context: place === undefined ? {} : { resource: place.resource, step: index + 1, record: place.position },
    cause: error,
  });
}
