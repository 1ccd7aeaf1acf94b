import { keepShape } from "./keep-shape.js";

/** Holds a value of a map until it is taken out. */
class Holder<V> {
  static {
    keepShape(new Holder<unknown>(undefined));
  }

  constructor(public value: V | undefined) {}
}

/**
 * A map for what comes and goes with every call. V8 gives a map another table now and then, and the old table leads to the new one: as
 * soon as one of them has lived for a while, it keeps all later ones until the next full collection, with all that was in
 * them. So each scavenge would copy every call since the one before. Here a table holds no value that was taken out.
 *
 * Where one comes after the other has gone, as most calls do, there is no table at all: a map that becomes empty gets a new one each time.
 */
export class ShortLivedMap<K extends string | number, V> {
  /** What came when there was nothing else. It is older than the others. */
  #firstKey: K | undefined;
  #first: V | undefined;
  readonly #others = new Map<K, Holder<V>>();

  get size(): number {
    return this.#others.size + (this.#firstKey === undefined ? 0 : 1);
  }

  get(key: K): V | undefined {
    return key === this.#firstKey ? this.#first : this.#others.get(key)?.value;
  }

  set(key: K, value: V): void {
    if (key === this.#firstKey || this.size === 0) {
      this.#firstKey = key;
      this.#first = value;
      return;
    }
    const holder = this.#others.get(key);
    if (holder) holder.value = value;
    else this.#others.set(key, new Holder(value));
  }

  /** Takes out what is there. */
  take(key: K): V | undefined {
    if (key === this.#firstKey) return this.#takeFirst();
    const holder = this.#others.get(key);
    if (holder === undefined) return undefined;
    this.#others.delete(key);
    const { value } = holder;
    holder.value = undefined;
    return value;
  }

  /** What is there now, in the order in which it came. */
  values(): V[] {
    const others = Array.from(this.#others.values(), ({ value }) => value as V);
    return this.#firstKey === undefined ? others : [this.#first as V, ...others];
  }

  #takeFirst(): V | undefined {
    const first = this.#first;
    this.#firstKey = undefined;
    this.#first = undefined;
    return first;
  }
}
