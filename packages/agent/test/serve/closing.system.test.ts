import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCallLog, referenceServer, snapshotResources, waitFor, waitForRelease } from "@mcp-team/testing";
import { serveTeam } from "../../src/index.js";
import { startTeam } from "../support.js";
import { accept, ping, send } from "./support/requests.js";
import { open } from "./support/served.js";

const calls = (name: string, args: Record<string, unknown> = {}) => ({
  toolCalls: [{ name, arguments: args }],
});

describe("closing a served team", () => {
  const folder = mkdtempSync(join(tmpdir(), "serve-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A served team that sleeps, two clients that wait for it, and what its server saw. */
  async function asleep(name: string, ms: number, drainTimeoutMs: number) {
    const log = join(folder, name);
    const server = { kind: "stdio", ...referenceServer({ tools: ["sleep"], log }) } as const;
    const script = [calls("sleep", { ms }), { content: "slept" }];
    const inner = await startTeam({ server }, { name: "inner", script });
    const served = await serveTeam(inner.team, { transport: "http", drainTimeoutMs });
    const clients = await Promise.all([
      startTeam({ inner: { kind: "http", url: served.url, protocol: "modern" } }),
      startTeam({ inner: { kind: "http", url: served.url, protocol: "legacy" } }),
      startTeam({ inner: { kind: "sse", url: served.sseUrl as string } }),
    ]);
    const answers = clients.map(({ toolset }) =>
      toolset
        .get("inner")
        ?.invoke({ task: "sleep" })
        .catch(() => "failed"),
    );
    const events = () => readCallLog(log).map(({ event }) => event);
    await waitFor(() => events().filter((event) => event === "start").length === clients.length);
    const dispose = () => Promise.all([inner, ...clients].map((each) => each[Symbol.asyncDispose]()));
    return { served, answers, events, dispose };
  }

  it("lets calls end that end in time, then leaves nothing", async () => {
    const before = await snapshotResources();
    const { served, answers, dispose } = await asleep("ends", 600, 10_000);
    await served.close();
    expect(await Promise.all(answers)).toEqual(["slept", "slept", "slept"]);
    await served.closed;
    await dispose();
    await waitForRelease(before);
  });

  it("ends calls that do not, down to the innermost server", async () => {
    const before = await snapshotResources();
    const { served, answers, events, dispose } = await asleep("aborted", 60_000, 50);
    await Promise.all([served.close(), served.close()]);
    await waitFor(() => events().filter((event) => event === "cancelled").length === 3);
    await dispose();
    expect(await Promise.all(answers)).toHaveLength(3);
    await waitForRelease(before);
  });
});

describe("a request of a session whose response is cut off", () => {
  it("is worked on no longer: nobody could get the answer", async () => {
    const folder = mkdtempSync(join(tmpdir(), "serve-"));
    const log = join(folder, "calls.log");
    const server = { kind: "stdio", ...referenceServer({ tools: ["sleep"], log }) } as const;
    await using inner = await startTeam(
      { server },
      { name: "inner", script: [calls("sleep", { ms: 60_000 })] },
    );
    await using served = await serveTeam(inner.team, { transport: "http", drainTimeoutMs: 0 });
    const id = String((await open(served)).headers["mcp-session-id"]);
    const headers = { accept, "content-type": "application/json", "mcp-session-id": id };
    const sent = request(served.url, { method: "POST", headers });
    sent.on("error", () => {});
    const params = { name: "inner", arguments: { task: "sleep" } };
    sent.end(JSON.stringify({ jsonrpc: "2.0", id: 7, method: "tools/call", params }));
    const events = () => readCallLog(log).map(({ event }) => event);
    await waitFor(() => events().length === 1);
    sent.destroy();
    await waitFor(() => events().length === 2);
    expect(events()).toEqual(["start", "cancelled"]);
    expect(await send(served.url, { headers, body: ping })).toMatchObject({ status: 200 });
    rmSync(folder, { recursive: true });
  });
});
