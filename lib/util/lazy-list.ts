export interface ListMakers {
  readonly makeOne: (index: number) => unknown;
  readonly makeAll: () => readonly unknown[];
}

/** When so many were looked at one by one, the others are made together, which is faster. */
const mostSingle = 40;

/**
 * A list whose elements are made when they are looked at; its length is known. It is to be read only.
 */
export function lazyList(length: number, { makeOne, makeAll }: ListMakers): readonly unknown[] {
  const made: unknown[] = [];
  made.length = length;
  let single = 0;
  let isWhole = length === 0;
  const completeAll = (): void => {
    if (isWhole) return;
    isWhole = true;
    for (const [index, element] of makeAll().entries()) if (!(index in made)) made[index] = element;
  };
  const complete = (index: number): void => {
    if (isWhole || index in made) return;
    single += 1;
    if (single > mostSingle) completeAll();
    else made[index] = makeOne(index);
  };
  return new Proxy(made, {
    get(target, key, receiver) {
      if (key === 'length') return length;
      // A method of lists looks at the elements that it needs.
      const index = isWhole || typeof key !== 'string' ? undefined : toIndex(key);
      if (index !== undefined && index < length) complete(index);
      return Reflect.get(target, key, receiver) as unknown;
    },
    has(target, key) {
      completeAll();
      return Reflect.has(target, key);
    },
    ownKeys(target) {
      completeAll();
      return Reflect.ownKeys(target);
    },
    getOwnPropertyDescriptor(target, key) {
      completeAll();
      return Reflect.getOwnPropertyDescriptor(target, key);
    },
  });
}

function toIndex(key: string): number | undefined {
  const index = Number(key);
  return Number.isInteger(index) && index >= 0 && String(index) === key ? index : undefined;
}
