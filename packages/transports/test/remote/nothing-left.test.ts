import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { type Listening, listen } from "./support/listen.js";
import { modernServer, sseServer, streamableServer } from "./support/mcp-servers.js";

const program = fileURLToPath(new URL("./fixtures/remote-client.js", import.meta.url));

describe("a program that has closed its transports has nothing left, and so ends by itself", () => {
  it.each<[string, string, () => Promise<Listening & { url: string }>]>([
    ["sse, to a server of 2024", "sse", sseServer],
    ["http, to a server of 2025", "http", streamableServer],
    ["http, to a server of 2026", "http", modernServer],
    ["http, to a server of 2024", "http", sseServer],
  ])(
    "%s",
    async (_what, kind, serve) => {
      await using server = await serve();
      await using refusing = await listen((_request, response) => void response.writeHead(500).end("no"));
      await using hanging = await listen(() => {});
      const child = spawn(process.execPath, [program, kind, server.url, refusing.origin, hanging.origin]);
      const [output, errors, [code]] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, "exit"),
      ]);
      expect({ code, errors }).toEqual({ code: 0, errors: "" });
      const ways = output
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as { way: string; left: string[] });
      expect(ways).toEqual(
        [
          "closed after a call",
          "closed during calls",
          "closed while it connects",
          "refused",
          "not answered in time",
        ].map((way) => ({ way, left: [] })),
      );
      for (const one of [server, refusing, hanging]) await one.idle();
    },
    30_000,
  );
});
