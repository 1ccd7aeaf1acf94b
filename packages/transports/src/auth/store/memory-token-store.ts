import type { StoredCredentials, TokenStore } from "./token-store.js";

/** Keeps tokens for as long as the program runs. */
export function memoryTokenStore(): TokenStore {
  const entries = new Map<string, StoredCredentials>();
  const locked = new Map<string, Promise<unknown>>();
  return {
    get: (key) => entries.get(key),
    set(key, credentials) {
      if (credentials === undefined) entries.delete(key);
      else entries.set(key, credentials);
    },
    async lock(key, work) {
      const before = locked.get(key);
      const after = (async () => {
        await before?.catch(() => {});
        return work();
      })();
      locked.set(key, after);
      try {
        return await after;
      } finally {
        if (locked.get(key) === after) locked.delete(key);
      }
    },
  };
}
