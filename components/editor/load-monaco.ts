import type * as Monaco from 'monaco-editor';

export type MonacoApi = typeof Monaco;

let loading: Promise<MonacoApi> | undefined;

/** Loads the editor once, from files of this server, when a page first needs it. */
export async function loadMonaco(): Promise<MonacoApi> {
  loading ??= load();
  return await loading;
}

async function load(): Promise<MonacoApi> {
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = '/monaco/editor.css';
  document.head.append(style);
  Reflect.set(globalThis, 'MonacoEnvironment', {
    getWorker: (_: unknown, label: string) => {
      const name = label === 'typescript' || label === 'javascript' ? 'ts.worker' : 'editor.worker';
      return new Worker(`/monaco/${name}.js`, { type: 'module', name: label });
    },
  });
  // A text that the bundler does not follow: the editor is a bundle of its own.
  const address = '/monaco/editor.js';
  const monaco = (await import(/* turbopackIgnore: true */ address)) as MonacoApi;
  defineThemes(monaco);
  return monaco;
}

function defineThemes({ editor }: MonacoApi): void {
  editor.defineTheme('dango-light', {
    base: 'vs',
    inherit: true,
    rules: [
      // The key of a YAML line must be readable on the line that is marked too.
      { token: 'type', foreground: '006b6b' },
      // JOIN and its like are too pale by themselves.
      { token: 'operator.sql', foreground: '4f5b66' },
    ],
    colors: { 'editor.background': '#ffffff', 'editorGutter.background': '#ffffff' },
  });
  editor.defineTheme('dango-dark', {
    base: 'vs-dark',
    inherit: true,
    rules: [{ token: 'comment', foreground: '7fb069' }],
    colors: {
      'editor.background': '#1d2024',
      'editorGutter.background': '#1d2024',
      'editorLineNumber.foreground': '#9aa0a8',
      // Words that are new lie in lines that are new: two layers, on which text must still be read.
      'diffEditor.insertedLineBackground': '#9bb95514',
      'diffEditor.insertedTextBackground': '#9ccc2c10',
      'diffEditor.removedLineBackground': '#ff000018',
      'diffEditor.removedTextBackground': '#ff000018',
    },
  });
}
