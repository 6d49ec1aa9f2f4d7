/** The documents of an NDJSON answer, as they arrive. */
export async function* readLines<Value>(response: Response): AsyncGenerator<Value> {
  if (response.body === null) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const lines = (rest + value).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield JSON.parse(line) as Value;
    }
  } finally {
    await reader.cancel();
  }
}
