'use client';

import classes from './workbench.module.css';

const lowest = 140;
const step = 24;

/** The upper edge of the dock, which is dragged, or moved with the arrow keys. */
export function DockHandle({
  height,
  onHeight,
}: {
  readonly height: number;
  readonly onHeight: (height: number) => void;
}) {
  const set = (wanted: number): void => onHeight(Math.round(Math.min(highest(), Math.max(lowest, wanted))));
  return (
    // A separator that is moved is a control.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <hr
      aria-orientation="horizontal"
      aria-label="Height of the test"
      aria-valuenow={height}
      aria-valuemin={lowest}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={classes.handle}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        set(window.innerHeight - event.clientY);
      }}
      onKeyDown={({ key }) => {
        if (key === 'ArrowUp') set(height + step);
        if (key === 'ArrowDown') set(height - step);
      }}
    />
  );
}

/** The text above keeps a part of the window. */
function highest(): number {
  return window.innerHeight - 320;
}
