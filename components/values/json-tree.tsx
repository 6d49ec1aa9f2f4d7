'use client';

import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';

import classes from './json-tree.module.css';
import { numberText, parseTree } from './parse-tree.ts';

export interface JsonTreeProps {
  /** JSON text; digits of numbers stay as written. Text that is no JSON is shown as it is. */
  readonly text?: string;
  /** Shown instead of `text`. */
  readonly value?: unknown;
}

const childrenAtOnce = 100;

/** A value as a tree that opens with click or Enter. What is closed is not rendered, so that big ones stay quick. */
export function JsonTree({ text, value }: JsonTreeProps) {
  const parsed = useMemo(() => (text === undefined ? { value } : parseTree(text)), [text, value]);
  return (
    <div className={classes.tree ?? ''}>
      {parsed === undefined ? (
        <div className={classes.leaf ?? ''}>{text}</div>
      ) : (
        <Node value={parsed.value} depth={0} />
      )}
    </div>
  );
}

interface NodeProps {
  readonly name?: string | undefined;
  readonly value: unknown;
  readonly depth: number;
}

function Node({ name, value, depth }: NodeProps) {
  const entries = entriesOf(value);
  if (entries === undefined || entries.length === 0) {
    return (
      <div className={classes.leaf ?? ''}>
        <Name name={name} />
        <Leaf value={value} />
      </div>
    );
  }
  return <Branch name={name} isList={Array.isArray(value)} entries={entries} depth={depth} />;
}

interface BranchProps {
  readonly name: string | undefined;
  readonly isList: boolean;
  readonly entries: readonly (readonly [string, unknown])[];
  readonly depth: number;
}

function Branch({ name, isList, entries, depth }: BranchProps) {
  const [isOpen, setOpen] = useState(depth < 2 && entries.length <= childrenAtOnce);
  const [shown, setShown] = useState(childrenAtOnce);
  const left = entries.length - shown;
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Name name={name} />
        <span className={classes.quiet ?? ''}>{isList ? `[ ${entries.length} ]` : `{ ${entries.length} }`}</span>
      </summary>
      {isOpen ? (
        <ul>
          {entries.slice(0, shown).map(([key, child]) => (
            <li key={key}>
              <Node name={key} value={child} depth={depth + 1} />
            </li>
          ))}
          {left > 0 ? (
            <li>
              <Button size="compact-xs" variant="subtle" onClick={() => setShown(shown + childrenAtOnce)}>
                Show {Math.min(left, childrenAtOnce)} more of {left}
              </Button>
            </li>
          ) : null}
        </ul>
      ) : null}
    </details>
  );
}

function Name({ name }: { readonly name: string | undefined }) {
  return name === undefined ? null : (
    <>
      <span className={classes.key ?? ''}>{name}</span>:{' '}
    </>
  );
}

function Leaf({ value }: { readonly value: unknown }) {
  const digits = numberText(value);
  if (digits !== undefined) return <span className={classes.number ?? ''}>{digits}</span>;
  if (typeof value === 'string') return <span className={classes.text ?? ''}>{JSON.stringify(value)}</span>;
  if (typeof value === 'object' && value !== null) return <span>{Array.isArray(value) ? '[]' : '{}'}</span>;
  return <span className={classes.word ?? ''}>{String(value)}</span>;
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] | undefined {
  if (typeof value !== 'object' || value === null || numberText(value) !== undefined) return undefined;
  return Object.entries(value);
}
