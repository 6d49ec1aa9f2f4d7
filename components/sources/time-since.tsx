import { useEffect, useState } from 'react';

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const exact = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

/** How long ago a moment was, in words; the moment itself when the pointer rests on it. `at` is ISO 8601. */
export function TimeSince({ at }: { readonly at: string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={at} title={exact.format(new Date(at))}>
      {describeSince(Date.parse(at), now)}
    </time>
  );
}

function describeSince(momentMs: number, nowMs: number): string {
  const seconds = (nowMs - momentMs) / 1000;
  const [unit, size] = units.find(([, unitSeconds]) => seconds >= unitSeconds) ?? ['second', 1];
  if (seconds < 45) return 'just now';
  return relative.format(-Math.round(seconds / size), unit);
}
