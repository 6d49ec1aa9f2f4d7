/** Gives names that no two have, also where tables would be called the same: `users`, `users_2`. */
export function uniqueNames(): (...wanted: readonly string[]) => string {
  const taken = new Set<string>();
  return (...wanted) => {
    const free = wanted.find((name) => name !== '' && !taken.has(name));
    const base = wanted.find((name) => name !== '') ?? 'items';
    let name = free ?? base;
    for (let number = 2; taken.has(name); number++) name = `${base}_${number}`;
    taken.add(name);
    return name;
  };
}
