import { inspect } from "node:util";
import { isErrorLike } from "./error-chain.js";
import type { KnownSecrets } from "./known-secrets.js";

/**
 * An error that may be shown as a cause: itself, or a copy of its name, code and message when it holds a
 * secret.
 */
export function safeCause(error: unknown, secrets: KnownSecrets): unknown {
  const shown = inspect(error, { depth: 8, maxStringLength: null });
  if (secrets.mask(shown) === shown) return error;
  if (!isErrorLike(error)) return secrets.mask(String(error));
  const copy = new Error(secrets.mask(error.message));
  copy.name = error.name;
  copy.stack = `${copy.name}: ${copy.message}`;
  return error.code === undefined ? copy : Object.assign(copy, { code: error.code });
}
