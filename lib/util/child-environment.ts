/** Those variables of this process that a child gets, by name. A child never gets the whole environment. */
export function childEnvironment(names: readonly string[]): NodeJS.ProcessEnv {
  const kept = names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]] as const]));
  return Object.fromEntries(kept) as NodeJS.ProcessEnv;
}
