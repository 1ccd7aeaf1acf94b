/** Things that belong to a pair of keys: made once, and kept for as long as the keys are. */
export class Shared<T> {
  readonly #byOwner = new WeakMap<object, { objects: WeakMap<object, T>; others: Map<unknown, T> }>();

  of(owner: object, key: unknown, make: () => T): T {
    let kept = this.#byOwner.get(owner);
    if (kept === undefined) {
      kept = { objects: new WeakMap(), others: new Map() };
      this.#byOwner.set(owner, kept);
    }
    if (typeof key === "object" && key !== null) return findOrMake(kept.objects, key, make);
    return findOrMake<unknown, T>(kept.others, key, make);
  }
}

interface Findable<K, T> {
  get(key: K): T | undefined;
  set(key: K, value: T): unknown;
}

function findOrMake<K, T>(map: Findable<K, T>, key: K, make: () => T): T {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
