import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/client";
import { type RateLimitedOptions, rateLimited } from "../../src/rate-limited/rate-limited.js";
import type { ServerTransport } from "../../src/server-transport.js";
import { stdio } from "../../src/stdio/stdio.js";

const program = fileURLToPath(new URL("../fixtures/book-keeping-server.js", import.meta.url));

/** What reached the server, and when by its own clock. */
export interface BookEntry {
  readonly at: number;
  readonly what: string;
  readonly name?: string;
}

/** A client of a server that keeps a book, with a limit between them. @param around - what is put around the plain line */
export async function limitedServer(
  limit: RateLimitedOptions,
  around: (open: () => ServerTransport) => ServerTransport = (open) => open(),
) {
  const folder = mkdtempSync(join(tmpdir(), "rate-limited-"));
  const path = join(folder, "book");
  writeFileSync(path, "");
  const plain = () => stdio({ command: process.execPath, args: [program, path], name: "files" });
  const transport = rateLimited(around(plain), { name: "files", ...limit });
  const client = new Client({ name: "test", version: "1.0.0" });
  await client.connect(transport);
  const book = (what: string): BookEntry[] =>
    readFileSync(path, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as BookEntry)
      .filter((entry) => entry.what === what);
  /** Nothing tells what has reached a server, so its book is read until it says so. */
  const noted = async (count: number) => {
    while (book("call").length < count) await delay(5);
  };
  const call = (name: string, options: { timeout?: number; signal?: AbortSignal } = {}) =>
    client.callTool({ name, arguments: {} }, options);
  return {
    client,
    transport,
    book,
    noted,
    call,
    calls: () => book("call").map(({ name }) => name),
    /** A first call, which the server has and keeps until it is released. */
    async hold(options: { signal?: AbortSignal } = {}) {
      const answer = call("hold", options);
      await noted(1);
      return { answer };
    },
    /** The server answers what it holds. */
    release: () => client.ping(),
    async [Symbol.asyncDispose]() {
      await transport.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** How many timers of this process run. */
export function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
}
