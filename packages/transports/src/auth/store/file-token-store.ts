import { createHash, randomUUID } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ConfigurationError } from "../../errors/index.js";
import { isObject, kindOf } from "../value-kinds.js";
import { withFileLock } from "./file-lock.js";
import type { StoredCredentials, TokenStore } from "./token-store.js";

/** Only the owner may read and write. */
const ownerOnly = 0o600;

type Entries = Readonly<Record<string, StoredCredentials>>;

/**
 * Keeps tokens in a file that only its owner may read, and that processes may share: it is replaced as a whole, and of those that
 * want to refresh the same token one does, and the others take what it got.
 *
 * @param path - the file, which is made with its folder when there is something to keep
 * @throws ConfigurationError when it is no path
 */
export function fileTokenStore(path: string | URL): TokenStore {
  const file = pathOf(path);
  const change = (key: string, credentials: StoredCredentials | undefined) =>
    withStoreLock(file, `${file}.lock`, async () => {
      const { [key]: _, ...others } = await readEntries(file);
      await replace(file, credentials === undefined ? others : { ...others, [key]: credentials });
    });
  return {
    get: async (key) => (await readEntries(file))[key],
    set: change,
    // Not the lock of the file: whoever refreshes a token writes it, too, and others may be refreshing others.
    lock: (key, work, signal) => withStoreLock(file, `${file}.${shortHash(key)}.lock`, work, signal),
  };
}

function pathOf(path: string | URL): string {
  if (path instanceof URL && path.protocol === "file:") return fileURLToPath(path);
  if (typeof path === "string" && path !== "") return resolve(path);
  const given =
    path === "" ? "an empty text" : path instanceof URL ? `a "${path.protocol}" address` : kindOf(path);
  const message = `fileTokenStore(path) needs the path of a file such as "tokens.json", not ${given}`;
  throw new ConfigurationError([{ path: "auth.oauth.store", message }]);
}

/** A lock that cannot be made is of a file that cannot be, either. */
async function withStoreLock<T>(
  file: string,
  path: string,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  let begun = false;
  const begin = () => {
    begun = true;
    return work();
  };
  try {
    return await withFileLock(path, begin, signal);
  } catch (error) {
    if (begun || signal?.aborted) throw error;
    throw unusable(file, `cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

async function readEntries(file: string): Promise<Entries> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw unusable(file, `cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  const entries = parse(text);
  if (entries === undefined) throw unusable(file, "is no file of tokens");
  return entries;
}

function parse(text: string): Entries | undefined {
  try {
    const { version, entries } = JSON.parse(text) as { version?: unknown; entries?: unknown };
    return version === 1 && isObject(entries) ? (entries as Entries) : undefined;
  } catch {
    return undefined;
  }
}

/** Whoever reads the file sees what was there before or what is there now, and never half of it. */
async function replace(file: string, entries: Entries): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(temporary, "wx", ownerOnly);
    try {
      await handle.writeFile(`${JSON.stringify({ version: 1, entries }, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw unusable(file, `cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

function unusable(file: string, what: string): ConfigurationError {
  const message = `the token store ${JSON.stringify(file)} ${what}. Check its path and its permissions, or delete it: whoever is logged in has to log in again then.`;
  return new ConfigurationError([{ path: "auth.oauth.store", message }]);
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
