import { isPlainObject } from '../../util/plain-object.ts';
import type { SyncEvent } from '../sync-event.ts';

type GuestEventType =
  | 'resource-started'
  | 'window-started'
  | 'page-fetched'
  | 'resource-finished'
  | 'resource-failed'
  | 'request-finished'
  | 'request-retried'
  | 'fault-pretended'
  | 'request-delayed'
  | 'warning'
  | 'log';

/** The events that an extraction tells, with the fields that readers rely on. All others are the host's own to tell. */
const fieldsOf: Readonly<Record<GuestEventType, Readonly<Record<string, 'string' | 'number'>>>> = {
  'resource-started': { resource: 'string' },
  'window-started': { resource: 'string', number: 'number', of: 'number', since: 'string', until: 'string' },
  'page-fetched': { resource: 'string', pages: 'number', rows: 'number', requests: 'number', bytes: 'number' },
  'resource-finished': { resource: 'string', rows: 'number', pages: 'number' },
  'resource-failed': { resource: 'string' },
  'request-finished': {
    exchange: 'number',
    method: 'string',
    url: 'string',
    status: 'number',
    bytes: 'number',
    durationMs: 'number',
    attempt: 'number',
    excerpt: 'string',
  },
  'request-retried': {
    exchange: 'number',
    method: 'string',
    url: 'string',
    cause: 'string',
    attempt: 'number',
    waitMs: 'number',
  },
  'fault-pretended': { exchange: 'number', method: 'string', url: 'string', cause: 'string', attempt: 'number' },
  'request-delayed': { cause: 'string', waitMs: 'number' },
  warning: { message: 'string' },
  log: { stream: 'string', text: 'string' },
};

/** True for an event that the process of a module may tell, and not one that user code made up about the run. */
export function isGuestEvent(event: unknown): event is SyncEvent {
  if (!isPlainObject(event)) return false;
  const { type, resource, hint, error, place, stream } = event;
  if (typeof type !== 'string' || !Object.hasOwn(fieldsOf, type)) return false;
  const fields = Object.entries(fieldsOf[type as GuestEventType]);
  if (!fields.every(([field, kind]) => typeof event[field] === kind)) return false;
  if (![resource, hint].every((text) => text === undefined || typeof text === 'string')) return false;
  if (type === 'log' && ((stream !== 'stdout' && stream !== 'stderr') || !isPlace(place))) return false;
  const isErrorRecord =
    isPlainObject(error) && typeof error['code'] === 'string' && typeof error['message'] === 'string';
  return type !== 'resource-failed' || isErrorRecord;
}

function isPlace(place: unknown): boolean {
  if (place === undefined) return true;
  return (
    isPlainObject(place) &&
    typeof place['file'] === 'string' &&
    typeof place['line'] === 'number' &&
    typeof place['column'] === 'number'
  );
}
