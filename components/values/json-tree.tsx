'use client';

import { useState } from 'react';

import classes from './json-tree.module.css';
import { readJsonTree, type JsonNode } from './read-json-tree.ts';

/** Elements of a list that are drawn at once. */
const portion = 200;

/** A JSON text as a tree whose branches open and close. Numbers keep every digit; what is no JSON is shown as text. */
export function JsonTree({ text }: { readonly text: string }) {
  const root = readJsonTree(text);
  if (root === undefined) return <pre className={classes.text ?? ''}>{text}</pre>;
  return (
    <div className={classes.tree ?? ''}>
      <Branch name={undefined} node={root} isOpen />
    </div>
  );
}

interface BranchProps {
  readonly name: string | undefined;
  readonly node: JsonNode;
  readonly isOpen?: boolean;
}

function Branch({ name, node, isOpen = false }: BranchProps) {
  const [shown, setShown] = useState(portion);
  const [isBranchOpen, setOpen] = useState(isOpen);
  const label = name === undefined ? null : <span className={classes.name ?? ''}>{name}: </span>;
  if (node.kind === 'leaf') {
    return (
      <div className={classes.leaf ?? ''}>
        {label}
        <span data-kind={node.type}>{node.text}</span>
      </div>
    );
  }
  const size = node.kind === 'list' ? `[${node.entries.length}]` : `{${node.entries.length}}`;
  return (
    <details open={isBranchOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {label}
        <span className={classes.size ?? ''}>{size}</span>
      </summary>
      {isBranchOpen ? (
        <div className={classes.inner ?? ''}>
          {node.entries.slice(0, shown).map(([key, child], position) => (
            <Branch key={position} name={key} node={child} />
          ))}
          {node.entries.length > shown ? (
            <button type="button" onClick={() => setShown(shown + portion)}>
              {node.entries.length - shown} more
            </button>
          ) : null}
        </div>
      ) : null}
    </details>
  );
}
