/**
 * A page for visitors who may not have a session. Self-contained: nothing else of the UI is served before.
 * @param title heading and title, as HTML.
 * @param content what stands below the heading, as HTML.
 */
export function barePage(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f8f7f4, #15171a); color: light-dark(#1c1e21, #e8e6e3); }
  main { width: min(26rem, calc(100vw - 3rem)); box-sizing: border-box; background: light-dark(#fff, #1f2226); border: 1px solid light-dark(#e4e1da, #34383e); border-radius: 14px; padding: 2rem; }
  h1 { font-size: 1.25rem; margin: 0 0 .5rem; } p { margin: 0 0 1rem; color: light-dark(#55585e, #b4b2ae); } p:last-child { margin: 0; }
  a { color: light-dark(#2b6e48, #7fd0a0); }
  code { background: light-dark(#f1efea, #2b2f35); border-radius: 4px; padding: .1em .35em; font-size: .9em; }
  label { display: block; font-weight: 600; margin-bottom: .35rem; }
  input { width: 100%; box-sizing: border-box; font: inherit; padding: .55rem .7rem; border: 1px solid light-dark(#8d8f94, #70757d); border-radius: 8px; background: transparent; color: inherit; }
  button { margin-top: 1rem; font: inherit; font-weight: 600; padding: .55rem 1rem; border: 0; border-radius: 8px; background: #2b6e48; color: #fff; cursor: pointer; }
  :focus-visible { outline: 3px solid light-dark(#2b6e48, #7fd0a0); outline-offset: 2px; }
  [role=alert] { color: light-dark(#b3261e, #ffb4ab); }
</style>
<main>
  <h1>${title}</h1>
${content}
</main>
</html>
`;
}
