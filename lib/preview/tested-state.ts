import { allContents, type ExtractedResource } from '../sync/extract/extracted-resource.ts';
import { stringifyExact } from '../util/exact-json.ts';
import { continuedSchema } from '../warehouse/continued-schema.ts';
import { withResources, type PipelineState, type SourceState, type StateContent } from '../warehouse/pipeline-state.ts';

/** The saved state around a test: what it started from, and what a sync would leave that read the same. */
export interface TestedState {
  readonly startedFrom: 'beginning' | 'given' | 'saved';
  /** Cursors and whatever else is remembered, in the order of the resources. */
  readonly values: readonly StateValue[];
  /** The state behind the test, as `startState` takes it. */
  readonly next: string;
}

/** One thing that is remembered from one sync to the next. */
export interface StateValue {
  /** Absent: it belongs to the source as a whole. */
  readonly resource?: string;
  /** `cursor`: the position in the data. `note`: a key that a module keeps. */
  readonly kind: 'cursor' | 'note';
  /** Path of the cursor in a record, or the key. */
  readonly name: string;
  /** A text as it is, all else as JSON. Absent: nothing was remembered. */
  readonly before?: string;
  /** Absent: nothing is remembered. */
  readonly after?: string;
  /** How many records of the parent have a cursor of their own, of which the lowest is shown. Absent: there is one cursor. */
  readonly entries?: number;
}

interface TestedFacts {
  /** See `PreparedSource`. */
  readonly schemaName: string;
  readonly continuesSchema?: boolean | undefined;
  readonly start: PipelineState | undefined;
  readonly startedFrom: TestedState['startedFrom'];
  readonly extracted: readonly ExtractedResource[];
}

/** What becomes of the state by what was read. A resource that failed moves nothing. */
export function describeTestedState(facts: TestedFacts): TestedState {
  const { start, startedFrom, extracted } = facts;
  const before: StateContent = start?.content ?? {};
  const schemaName = facts.continuesSchema === true ? continuedSchema(before, facts.schemaName) : facts.schemaName;
  const after = withResources(before, schemaName, extracted.flatMap(allContents));
  const values = compareStates(before.sources?.[schemaName] ?? {}, after.sources?.[schemaName] ?? {});
  const order = extracted.map(({ name }) => name);
  // What was not read comes last, as it was.
  const placeOf = ({ resource }: StateValue): number =>
    resource === undefined || !order.includes(resource) ? order.length : order.indexOf(resource);
  return {
    startedFrom,
    values: values.toSorted((one, other) => placeOf(one) - placeOf(other)),
    next: stringifyExact(after),
  };
}

type Remembered = Omit<StateValue, 'before' | 'after'> & { readonly text: string };

function compareStates(before: SourceState, after: SourceState): readonly StateValue[] {
  const [old, now] = [valuesOf(before), valuesOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [one, other] = [old.get(key), now.get(key)];
    const value = other ?? one;
    if (value === undefined) return [];
    const { text: _text, ...shown } = value;
    return [
      {
        ...shown,
        ...(one === undefined ? {} : { before: one.text }),
        ...(other === undefined ? {} : { after: other.text }),
      },
    ];
  });
}

function valuesOf({ resources = {}, ...own }: SourceState): ReadonlyMap<string, Remembered> {
  const values: Remembered[] = Object.entries(resources).flatMap(([resource, { incremental = {}, ...notes }]) => [
    ...Object.entries(incremental).map(([name, { last_value: last, parents }]): Remembered => {
      const entries = parents === undefined ? {} : { entries: Object.keys(parents).length };
      return { resource, kind: 'cursor', name, text: textOf(last), ...entries };
    }),
    ...Object.entries(notes).map(([name, note]): Remembered => ({ resource, kind: 'note', name, text: textOf(note) })),
  ]);
  const ofSource = Object.entries(own).map(([name, note]): Remembered => ({ kind: 'note', name, text: textOf(note) }));
  return new Map(
    [...values, ...ofSource].map((value) => [JSON.stringify([value.resource, value.kind, value.name]), value]),
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : stringifyExact(value ?? null);
}
