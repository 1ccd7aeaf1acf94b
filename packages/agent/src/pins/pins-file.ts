import { randomUUID } from "node:crypto";
import { constants, existsSync, readFileSync, statSync } from "node:fs";
import { access, open, realpath, rename, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ConfigurationError, withFileLock } from "@mcp-team/transports/settings";
import { type PinsByServer, readPins, writePins } from "./pins-document.js";
import type { ToolPin } from "./tool-pin.js";

/**
 * The path of a pins file, from what a user gives.
 *
 * @throws ConfigurationError when it is no path
 */
export function pinsPath(file: string | URL): string {
  if (file instanceof URL && file.protocol === "file:") return fileURLToPath(file);
  if (typeof file === "string" && file !== "") return resolve(file);
  const message = 'must be the path of a file such as "tool-pins.json"';
  throw new ConfigurationError([{ path: "toolPins", message }], { hint: "Correct the path of the pins." });
}

/**
 * Reads a pins file; one that is not there holds no pins.
 *
 * @throws ConfigurationError when it is broken, or a file of something else
 */
export function readPinsFile(path: string): PinsByServer {
  const text = readText(path);
  if (text === undefined) return new Map();
  const read = readPins(text);
  if ("pins" in read) return read.pins;
  throw unusable(
    path,
    `${read.problem}: restore it, or give another path. It was not touched`,
    "With no file at the path, the next run pins the tools as they are then.",
  );
}

/**
 * Changes what a pins file holds now, while no other process does: what two of them pin at the same time is all there.
 *
 * @throws ConfigurationError when it is broken, or cannot be written
 */
export async function changePinsFile(
  path: string,
  change: (pins: Map<string, Map<string, ToolPin>>) => void,
): Promise<void> {
  const target = await realpath(path).catch(() => path);
  await access(dirname(target), constants.W_OK).catch((error: unknown) => {
    throw unwritable(path, error);
  });
  await withFileLock(`${target}.lock`, async () => {
    const pins = new Map([...readPinsFile(path)].map(([server, tools]) => [server, new Map(tools)]));
    change(pins);
    await writePinsFile(path, pins);
  });
}

/**
 * Puts pins into the place of what the file holds, all at once: nobody ever reads half of it.
 *
 * @throws ConfigurationError when it cannot be written
 */
async function writePinsFile(path: string, pins: PinsByServer): Promise<void> {
  try {
    const target = await realpath(path).catch(() => path);
    const temporary = `${target}.${randomUUID()}.tmp`;
    const mode = existsSync(target) ? statSync(target).mode : undefined;
    try {
      await using handle = await open(temporary, "wx", mode);
      await handle.writeFile(writePins(pins));
      await handle.sync();
      await rename(temporary, target);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  } catch (error) {
    throw unwritable(path, error);
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT") throw unusable(path, `cannot be read (${message})`, "Check the path.", error);
    if (existsSync(dirname(path))) return undefined;
    throw unusable(path, "is in a folder that does not exist: make it, or correct the path", "", error);
  }
}

function unwritable(path: string, error: unknown): ConfigurationError {
  return unusable(path, `cannot be written (${(error as Error).message})`, "Check its folder.", error);
}

function unusable(path: string, happened: string, hint: string, cause?: unknown): ConfigurationError {
  return new ConfigurationError([{ path: "toolPins", message: `the file "${path}" ${happened}` }], {
    hint: hint || "Correct the path of the pins.",
    cause,
  });
}
