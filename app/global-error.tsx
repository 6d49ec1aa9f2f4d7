'use client';

/** Shown where even the frame of the pages failed, so it uses nothing of it. */
export default function GlobalError({ reset }: { readonly error: Error; readonly reset: () => void }) {
  return (
    <html lang="en">
      <body
        style={{ fontFamily: 'system-ui, sans-serif', colorScheme: 'light dark', margin: '3rem auto', maxWidth: 480 }}
      >
        <title>Dango failed</title>
        <h1 style={{ fontSize: '1.25rem' }}>Dango could not show this page</h1>
        <p>
          Your files and your data are as they were. Try again; if it fails again, start Dango anew in the terminal. The
          stack of the error is in .dango/logs/errors.log.
        </p>
        <button type="button" onClick={reset}>
          Try again
        </button>
      </body>
    </html>
  );
}
