import { createHook } from "node:async_hooks";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { descendantsOf, isAlive, referenceServer, waitFor } from "@mcp-team/testing";
import { ServerStartError, type ServerTransport } from "@mcp-team/transports";
import { Connection, connectServers, type ServerDefinition, ServersFailedError } from "../src/index.js";
import { define, offered, startTeam } from "./support.js";

const local = { kind: "stdio", ...referenceServer() } as const;
const slow = { kind: "stdio", ...referenceServer({ startupDelayMs: 400 }) } as const;
const dead = { kind: "stdio", command: "no-such-command" } as const;
const crashing = { kind: "stdio", ...referenceServer({ crashOnStart: "the licence has expired" }) } as const;

/** Keeps the program busy for a while when it has sent a request of a method. */
function busyAfter(method: string, timeMs: number, transport: ServerTransport): ServerTransport {
  const send = transport.send.bind(transport);
  transport.send = (message, options) => {
    const sent = send(message, options);
    const until = performance.now() + timeMs;
    while ("method" in message && message.method === method && performance.now() < until);
    return sent;
  };
  return transport;
}

describe("connecting to several servers", () => {
  it("goes on side by side: all are opened before one is ready", async () => {
    const opened: string[] = [];
    const definitions = define({ a: local, b: local, c: local }).map((definition) => ({
      ...definition,
      open() {
        opened.push(definition.name);
        return definition.open();
      },
    }));
    const connecting = connectServers(definitions);
    expect(opened).toEqual(["a", "b", "c"]);
    await (await connecting).close();
  });

  it("names all that failed, and leaves no process of the others", async () => {
    const before = await descendantsOf(process.pid);
    const error: unknown = await connectServers(define({ good: local, dead, crashing, fine: local })).catch(
      (e) => e,
    );
    expect(error).toBeInstanceOf(ServersFailedError);
    const { message, errors } = error as ServersFailedError;
    expect(message).toContain("2 of 4 servers did not connect");
    expect(message).toMatch(/Server "dead" did not start: the command `no-such-command` was not found/);
    expect(message).toMatch(/Server "crashing" did not start[\s\S]*the licence has expired/);
    expect(errors.every(ServerStartError.isInstance)).toBe(true);
    expect(await descendantsOf(process.pid)).toEqual(before);
  });

  it("rejects with the error of the one server that failed", async () => {
    const connecting = connectServers(define({ good: local, crashing }));
    await expect(connecting).rejects.toMatchObject({ code: "SERVER_START", server: "crashing", exitCode: 1 });
  });

  it("gives up a server that does not answer within its time-out", async () => {
    const mute = { kind: "stdio", command: "sleep", args: ["60"], timeoutMs: 200 } as const;
    const start = performance.now();
    await expect(connectServers(define({ mute }))).rejects.toMatchObject({ reason: "no-handshake" });
    expect(performance.now() - start).toBeLessThan(3_500);
  });

  it("takes the answer of a server that has given it in time, when the program was too busy to look", async () => {
    const definitions = define({ local: { ...local, timeoutMs: 1_000 } }).map((definition) => ({
      ...definition,
      open: () => busyAfter("initialize", 3_000, definition.open()),
    }));
    await (await connectServers(definitions)).close();
  });

  it("leaves no timer behind, neither after a success nor after a failure", async () => {
    const timers = new Set<number>();
    const hook = createHook({
      init: (id, type) => void (type === "Timeout" && timers.add(id)),
      destroy: (id) => void timers.delete(id),
    }).enable();
    await (await connectServers(define({ local }))).close();
    await connectServers(define({ crashing })).catch(() => {});
    await waitFor(() => timers.size <= 1); // that of the waiting itself
    hook.disable();
  });

  it("can be stopped, and leaves nothing", async () => {
    const before = await descendantsOf(process.pid);
    const stop = new AbortController();
    const connecting = connectServers(define({ a: slow, b: local }), { signal: stop.signal });
    stop.abort();
    await expect(connecting).rejects.toThrow("stopped");
    expect(await descendantsOf(process.pid)).toEqual(before);
  });
});

describe("closing while a server is being connected", () => {
  it("waits until the process of the attempt has ended", async () => {
    const before = await descendantsOf(process.pid);
    const mute = { kind: "stdio", command: "sleep", args: ["60"] } as const;
    const [definition] = define({ mute });
    const connection = new Connection(definition as ServerDefinition);
    const connecting = connection.connect();
    connecting.catch(() => {}); // looked at below
    await waitFor(async () => (await descendantsOf(process.pid)).length > before.length);
    const first = connection.close();
    // Whoever closes it a second time waits, too.
    await connection.close();
    expect(await descendantsOf(process.pid)).toEqual(before);
    await first;
    await expect(connecting).rejects.toThrow("stopped");
  });
});

describe("skipFailedServers", () => {
  it("works with the servers that came, and says which failed and why", async () => {
    const script = [{ toolCalls: [{ name: "first__add", arguments: { a: 1, b: 1 } }] }, { content: "2" }];
    await using test = await startTeam(
      { first: local, crashing, second: local },
      { skipFailedServers: true, script },
    );
    expect(test.team.servers).toMatchObject([
      {
        name: "first",
        state: "ready",
        pid: expect.any(Number),
        tools: expect.arrayContaining(["first__add"]),
      },
      {
        name: "crashing",
        state: "failed",
        tools: [],
        lastError: expect.stringContaining("the licence has expired"),
      },
      { name: "second", state: "ready" },
    ]);
    expect((await test.ask("add"))[1]?.content).toBe("2");
    expect(await test.team.health()).toMatchObject({
      healthy: false,
      servers: [{ healthy: true }, { name: "crashing", healthy: false }, { healthy: true }],
    });
  });

  it("tries a skipped server again, and its tools join when it comes", async () => {
    const folder = mkdtempSync(join(tmpdir(), "skipped-"));
    const flag = join(folder, "repaired");
    const { command, args } = referenceServer({ tools: ["echo"] });
    const script = `test -e "${flag}" || { echo broken >&2; exit 1; }; exec "$0" "$@"`;
    const repairable = { kind: "stdio", command: "sh", args: ["-c", script, command, ...args] } as const;
    await using test = await startTeam(
      { repairable },
      { skipFailedServers: true, script: [{ content: "ok" }] },
    );
    const joined = new Promise((resolve) => test.team.on("toolsChanged", resolve));
    const states: string[] = [];
    test.team.on("state", ({ state }) => states.push(state));
    expect(test.team.tools).toEqual([]);
    writeFileSync(flag, "");
    expect(await joined).toEqual({ server: "repairable", tools: ["echo"] });
    await test.ask("hello");
    expect(offered(test.model.requests[0])).toEqual(["echo"]);
    expect(states.slice(-2)).toEqual(["connecting", "ready"]);
    expect(readFileSync(flag, "utf8")).toBe("");
    rmSync(folder, { recursive: true });
  });
});

describe("closing", () => {
  it("ends every process, is idempotent, and says so", async () => {
    await using test = await startTeam({ a: local, b: local });
    const pids = test.team.servers.map(({ pid }) => pid as number);
    let closed = 0;
    test.team.on("closed", () => {
      closed += 1;
    });
    await Promise.all([test.team.close(), test.team.close()]);
    await test.team.close();
    await waitFor(() => !pids.some(isAlive));
    expect(closed).toBe(1);
    expect(test.team.servers.map(({ state }) => state)).toEqual(["closed", "closed"]);
    await expect(test.team.invoke({ messages: [] })).rejects.toThrow('Team "team" was closed');
  });

  it("is done by `await using`", async () => {
    let pid = 0;
    {
      const test = await startTeam({ a: local });
      await using team = test.team;
      pid = team.servers[0]?.pid ?? 0;
      expect(isAlive(pid)).toBe(true);
      await test.model.stop();
    }
    expect(isAlive(pid)).toBe(false);
  });
});
