import { createHash, timingSafeEqual } from "node:crypto";
import type { Identity } from "./identity.js";

const hashed = /^sha256:([0-9a-f]{64})$/i;

/** The keys that a server knows, as hashes: a dump of its memory shows none. */
export class StaticKeys {
  readonly #hashes: readonly (readonly [name: string, hash: Buffer])[];

  /** @param keys - keys, or their hashes, by the names of their owners */
  constructor(keys: Readonly<Record<string, string>>) {
    this.#hashes = Object.entries(keys).map(([name, key]) => [name, hashOfSetting(key)]);
  }

  /** Finds whose key it is. It takes as long for every key, right or wrong. */
  find(key: string): Identity | undefined {
    const hash = hashOf(key);
    // All are looked at: stopping at the right one would tell which it is.
    const [found] = this.#hashes.filter(([, known]) => timingSafeEqual(known, hash));
    if (found === undefined) return undefined;
    const [subject] = found;
    return { id: `key:${subject}`, kind: "key", subject, scopes: [], claims: {} };
  }
}

/** A key as it is kept. */
export function hashOfSetting(key: string): Buffer {
  const [, hex] = hashed.exec(key) ?? [];
  return hex === undefined ? hashOf(key) : Buffer.from(hex, "hex");
}

/** Keys cannot be guessed, so one round is enough: it is passwords that need slow hashes. */
function hashOf(key: string): Buffer {
  return createHash("sha256").update(key).digest();
}
