import { readYaml, yamlValue, type YamlText, type YamlValue } from './yaml-text.ts';

interface Recalled {
  readonly text: string;
  readonly file: string;
  readonly yaml: YamlText;
}

/** An editor asks many things about one text between two keystrokes; an edit needs the text before, after, and as saved. */
const capacity = 5;
const recalled: Recalled[] = [];

/** {@link readYaml}, which remembers the last texts. The document is shared: nobody may change it. */
export function recallYaml(text: string, file: string): YamlText {
  const known = recalled.find((one) => one.text === text && one.file === file);
  if (known !== undefined) return known.yaml;
  const yaml = readYaml(text, file);
  recalled.unshift({ text, file, yaml });
  if (recalled.length > capacity) recalled.pop();
  return yaml;
}

const values = new WeakMap<YamlText, YamlValue>();

/** The whole text as JSON, made once for each text that is remembered. The value is shared: nobody may change it. */
export function recallValue(text: string, file: string): YamlValue {
  const yaml = recallYaml(text, file);
  const known = values.get(yaml);
  if (known !== undefined) return known;
  const value = yamlValue(yaml);
  values.set(yaml, value);
  return value;
}
