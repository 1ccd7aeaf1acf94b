/** Holds a value of a map until it is taken out. */
class Holder<V> {
  constructor(public value: V | undefined) {}
}

/**
 * A map for what comes and goes with every call. V8 gives a map another table now and then, and the old table leads to the new one: as
 * soon as one of them has lived for a while, it keeps all later ones until the next full collection, with all that was in
 * them. So each scavenge would copy every call since the one before. Here a table holds no value that was taken out.
 */
export class ShortLivedMap<K extends string | number, V> {
  readonly #holders = new Map<K, Holder<V>>();

  get size(): number {
    return this.#holders.size;
  }

  get(key: K): V | undefined {
    return this.#holders.get(key)?.value;
  }

  set(key: K, value: V): void {
    const holder = this.#holders.get(key);
    if (holder) holder.value = value;
    else this.#holders.set(key, new Holder(value));
  }

  /** Takes out what is there. */
  take(key: K): V | undefined {
    const holder = this.#holders.get(key);
    if (holder === undefined) return undefined;
    this.#holders.delete(key);
    const { value } = holder;
    holder.value = undefined;
    return value;
  }

  clear(): void {
    for (const key of this.#holders.keys()) this.take(key);
  }

  /** What is there now, in the order in which it came. */
  values(): V[] {
    return Array.from(this.#holders.values(), ({ value }) => value as V);
  }
}
