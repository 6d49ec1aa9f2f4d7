'use client';

import { Text, UnstyledButton } from '@mantine/core';
import { IconCornerDownRight, IconFlag, IconKey } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useMemo, useRef, type KeyboardEvent } from 'react';

import type { PreviewExchange } from '#lib/index.ts';
import { bytesText, durationText } from '../format/quantities.ts';
import { spanOf, startsOf, timePartsOf, type TimeSpan } from './exchange-times.ts';
import { useVisibleRows } from './visible-rows.ts';
import type { WaterfallRow } from './waterfall-rows.ts';
import classes from './waterfall.module.css';

interface WaterfallProps {
  readonly rows: readonly WaterfallRow[];
  readonly exchanges: readonly PreviewExchange[];
  /** Number of the exchange that is shown beside. */
  readonly chosen: number | undefined;
  readonly onChoose: (number: number) => void;
}

/** In pixels; those that are no requests are one line of text. */
const heights = { exchange: 46, resource: 30, end: 26 } as const;

/** Every request of a test on one axis of time. Arrow keys, Home and End walk through them. */
export function Waterfall({ rows, exchanges, chosen, onChoose }: WaterfallProps) {
  const list = useRef<HTMLDivElement>(null);
  const tops = useMemo(() => topsOf(rows), [rows]);
  const { first, end } = useVisibleRows(list, tops);
  const starts = useMemo(() => startsOf(exchanges), [exchanges]);
  const span = spanOf(exchanges, starts);
  const place = rows.findIndex((row) => row.kind === 'exchange' && row.exchange.number === chosen);
  const wantsFocus = useRef(false);

  const show = useEffectEvent((number: number | undefined) => {
    const element = list.current;
    if (element === null || number === undefined || place < 0) return;
    const top = tops[place] ?? 0;
    const bottom = top + heights.exchange;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom > element.scrollTop + element.clientHeight) {
      element.scrollTop = bottom - element.clientHeight;
    }
    if (wantsFocus.current) element.querySelector<HTMLElement>('[aria-current="true"]')?.focus({ preventScroll: true });
    wantsFocus.current = false;
  });
  useEffect(() => show(chosen), [chosen]);

  const walk = (event: KeyboardEvent): void => {
    const order = rows.flatMap((row) => (row.kind === 'exchange' ? [row.exchange.number] : []));
    const from = chosen === undefined ? -1 : order.indexOf(chosen);
    const to = { ArrowDown: from + 1, ArrowUp: from - 1, Home: 0, End: order.length - 1 }[event.key];
    const next = to === undefined ? undefined : order[Math.max(0, to)];
    if (next === undefined) return;
    event.preventDefault();
    wantsFocus.current = true;
    onChoose(next);
  };
  // The chosen one is always there, so that the focus has a place.
  const drawn = rows.flatMap((row, index) =>
    (index >= first && index < end) || index === place ? [{ row, index }] : [],
  );
  return (
    <section aria-label="Requests of the test" className={classes.root ?? ''}>
      <div className={classes.axis ?? ''} aria-hidden>
        <span className={classes.times ?? ''}>
          <span>0</span>
          <span>{durationText((span.endMs - span.startMs) / 2)}</span>
          <span>{durationText(span.endMs - span.startMs)}</span>
        </span>
      </div>
      <div ref={list} className={classes.scroll ?? ''}>
        <ol className={classes.list ?? ''} style={{ height: tops.at(-1) ?? 0 }}>
          {drawn.map(({ row, index }) => (
            <li
              key={row.key}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              className={classes.row ?? ''}
              style={{ top: tops[index] ?? 0, height: heights[row.kind] }}
            >
              {row.kind === 'exchange' ? (
                <ExchangeRow
                  row={row}
                  startMs={(starts.get(row.exchange.number) ?? 0) - span.startMs}
                  span={span}
                  isChosen={index === place}
                  onChoose={onChoose}
                  onKeyDown={walk}
                />
              ) : row.kind === 'resource' ? (
                <ResourceRow row={row} />
              ) : (
                <Text size="xs" className={classes.end ?? ''} pl={indentOf(row)} title={row.text}>
                  <IconFlag size={13} aria-hidden /> {row.text}
                </Text>
              )}
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}

/** Where each row begins, and behind the last one where it ends. */
function topsOf(rows: readonly WaterfallRow[]): readonly number[] {
  let top = 0;
  return [0, ...rows.map(({ kind }) => (top += heights[kind]))];
}

function ResourceRow({ row }: { readonly row: Extract<WaterfallRow, { kind: 'resource' }> }) {
  const { name, depth, requests } = row;
  return (
    <Text size="sm" fw={600} className={classes.resource ?? ''} pl={indentOf(row)}>
      {depth > 0 ? <IconCornerDownRight size={14} aria-hidden /> : null}
      {name ?? 'For all tables'}
      <Text span size="xs" c="dimmed" fw={400}>
        {' '}
        {requests === 1 ? '1 request' : `${requests} requests`}
      </Text>
    </Text>
  );
}

interface ExchangeRowProps {
  readonly row: Extract<WaterfallRow, { kind: 'exchange' }>;
  /** On the axis. */
  readonly startMs: number;
  readonly span: TimeSpan;
  readonly isChosen: boolean;
  readonly onChoose: (number: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function ExchangeRow({ row, startMs, span, isChosen, onChoose, onKeyDown }: ExchangeRowProps) {
  const { exchange, end } = row;
  const {
    number,
    method,
    url,
    status,
    records,
    reason,
    attempts,
    responseBytes,
    durationMs,
    pretended = [],
  } = exchange;
  const facts = [
    durationText(durationMs),
    bytesText(responseBytes),
    ...(records === undefined ? [] : [records === 1 ? '1 record' : `${records} records`]),
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
  ];
  const isPretended = pretended.length > 0;
  const why = [
    ...pretended.map(({ cause }) => `pretended: ${cause}`),
    ...(reason === undefined ? [] : [reason]),
    ...(end === undefined ? [] : [`ends: ${end}`]),
  ].join(' · ');
  return (
    <UnstyledButton
      className={classes.exchange ?? ''}
      aria-current={isChosen}
      tabIndex={isChosen ? 0 : -1}
      onClick={() => onChoose(number)}
      onKeyDown={onKeyDown}
    >
      {/* Only the words are indented: the bars share one axis. */}
      <span className={classes.words ?? ''} style={{ paddingInlineStart: indentOf(row) }}>
        <span className={classes.line ?? ''}>
          <span className={`${classes.status ?? ''} ${isFailed(exchange) ? (classes.failed ?? '') : ''}`}>
            {status === 0 ? 'no answer' : status}
          </span>
          {isTokenRequest(exchange) ? <IconKey size={14} aria-hidden /> : null}
          {isPretended ? <span className={classes.pretended ?? ''}>pretended</span> : null}
          <span className={classes.address ?? ''} title={`${method} ${url}`}>
            {method} <span className={classes.path ?? ''}>{shortAddress(url)}</span>
          </span>
        </span>
        <span className={classes.why ?? ''} title={why}>
          #{number} {why}
        </span>
      </span>
      <span className={classes.facts ?? ''}>
        <Bar exchange={exchange} begin={startMs} span={span} />
        <span className={classes.why ?? ''}>{facts.join(' · ')}</span>
      </span>
    </UnstyledButton>
  );
}

interface BarProps {
  readonly exchange: PreviewExchange;
  /** On the axis, in milliseconds. */
  readonly begin: number;
  readonly span: TimeSpan;
}

function Bar({ exchange, begin, span }: BarProps) {
  const percent = (ms: number): string => `${((100 * ms) / (span.endMs - span.startMs)).toFixed(3)}%`;
  const tone = isFailed(exchange) ? classes.broken : isTokenRequest(exchange) ? classes.token : classes.answered;
  return (
    <span className={classes.track ?? ''} aria-hidden>
      {timePartsOf(exchange).map(({ kind, startMs, lengthMs }, index) => (
        <span
          key={index}
          className={`${classes.bar ?? ''} ${(kind === 'answered' ? tone : classes[kind]) ?? ''}`}
          style={{ insetInlineStart: percent(begin + startMs), width: percent(lengthMs) }}
        />
      ))}
      {exchange.durationMs === 0 ? (
        <span className={`${classes.bar ?? ''} ${tone ?? ''}`} style={{ insetInlineStart: percent(begin) }} />
      ) : null}
    </span>
  );
}

/** In pixels. */
function indentOf({ depth }: WaterfallRow): number {
  return 10 + depth * 16;
}

/** Path and query: the host is the same nearly always, and is in the detail. */
function shortAddress(url: string): string {
  return url.replace(/^https?:\/\/[^/?#]*/, '') || '/';
}

/** Whether it has no usable answer. */
export function isFailed({ status, error }: PreviewExchange): boolean {
  return status === 0 || status >= 400 || error !== undefined;
}

function isTokenRequest({ reason }: PreviewExchange): boolean {
  return reason === 'token request';
}
