import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive, readCallLog, referenceServer, waitFor } from "@mcp-team/testing";
import { ConnectionError, OutcomeUnknownError } from "@mcp-team/transports";
import { startTeam } from "./support.js";

const folder = mkdtempSync(join(tmpdir(), "reconnecting-"));
afterAll(() => rmSync(folder, { recursive: true }));

const local = { kind: "stdio", reconnect: {}, ...referenceServer() } as const;

type Test = Awaited<ReturnType<typeof startTeam>>;

const pidOf = ({ team }: Test) => team.servers[0]?.pid as number;

/** Ends the server's process, and waits until the line has noticed. */
async function kill(test: Test): Promise<void> {
  const noticed = new Promise((resolve) => test.team.on("state", resolve));
  process.kill(pidOf(test), "SIGKILL");
  await noticed;
}

async function ready({ team }: Test): Promise<void> {
  await waitFor(() => team.servers[0]?.state === "ready");
}

describe.each(["legacy", "modern"] as const)("a local server that is killed, %s", (era) => {
  const server = { kind: "stdio", reconnect: {}, ...referenceServer({ era }) } as const;

  it("is there again for the tools that were taken before, with another process", async () => {
    await using test = await startTeam({ server });
    const add = test.toolset.get("add");
    const pid = pidOf(test);
    await kill(test);
    expect(await add?.invoke({ a: 2, b: 3 })).toBe("5");
    expect(test.team.servers).toMatchObject([{ state: "ready", era, pid: expect.any(Number) }]);
    expect(pidOf(test)).not.toBe(pid);
    expect(test.toolset.get("add")).toBe(add);
  });

  it("loses none of 32 calls in flight that can be repeated", async () => {
    await using test = await startTeam({ server });
    const sleep = test.toolset.get("sleep");
    const calls = Array.from({ length: 32 }, () => sleep?.invoke({ ms: 200 }));
    await test.toolset.get("pid")?.invoke({});
    process.kill(pidOf(test), "SIGKILL");
    expect(await Promise.all(calls)).toEqual(Array.from({ length: 32 }, () => "slept 200 ms"));
  });
});

describe("a call that is not safe to repeat", () => {
  it("is settled at once as an unknown outcome, and never run twice", async () => {
    const log = join(folder, "unsafe.log");
    const server = { kind: "stdio", reconnect: {}, ...referenceServer({ log }) } as const;
    await using test = await startTeam({ server });
    const write = test.toolset.get("slow_write");
    const calls = Array.from({ length: 8 }, () =>
      write?.invoke({ ms: 60_000 }).catch((error: unknown) => error),
    );
    await waitFor(() => readCallLog(log).length === 8);
    process.kill(pidOf(test), "SIGKILL");
    const start = performance.now();
    const errors = await Promise.all(calls);
    expect(performance.now() - start).toBeLessThan(500);
    expect(errors.every((error) => OutcomeUnknownError.isInstance(error))).toBe(true);
    expect((errors[0] as Error).message).toMatch(
      /Server "server" was lost while it worked on tool "slow_write", so it is not known whether it had an effect\..*SIGKILL/,
    );
    await ready(test);
    await test.toolset.get("pid")?.invoke({});
    expect(readCallLog(log).filter(({ tool }) => tool === "slow_write")).toHaveLength(8);
  });

  it("is sent when it was asked for after the loss: it was not on its way", async () => {
    await using test = await startTeam({ local });
    await kill(test);
    expect(await test.toolset.get("counter")?.invoke({})).toBe("1");
  });

  it("becomes a message that the model can read", async () => {
    const script = [{ toolCalls: [{ name: "crash", arguments: {} }] }, { content: "I see." }];
    await using test = await startTeam({ local }, { script });
    const messages = await test.ask("go");
    expect(messages[1]).toMatchObject({
      status: "error",
      text: expect.stringContaining("not known whether it had an effect"),
    });
    expect(messages.at(-1)?.text).toBe("I see.");
  });
});

describe("a call while the line is down", () => {
  it("that is aborted is not sent", async () => {
    const log = join(folder, "aborted.log");
    const server = {
      kind: "stdio",
      reconnect: {},
      ...referenceServer({ log, startupDelayMs: 300 }),
    } as const;
    await using test = await startTeam({ server });
    await kill(test);
    const stop = new AbortController();
    const call = test.toolset.get("add")?.invoke({ a: 1, b: 1 }, { signal: stop.signal });
    stop.abort();
    await expect(call).rejects.toThrow();
    await ready(test);
    await test.toolset.get("pid")?.invoke({});
    expect(readCallLog(log).map(({ tool }) => tool)).not.toContain("add");
  });

  it("keeps its deadline", async () => {
    const server = {
      kind: "stdio",
      reconnect: {},
      ...referenceServer({ startupDelayMs: 1_500 }),
      callTimeoutMs: 200,
      closeGraceMs: 50,
    } as const;
    await using test = await startTeam({ server });
    await kill(test);
    await expect(test.toolset.get("add")?.invoke({ a: 1, b: 1 })).rejects.toMatchObject({
      code: "TIMEOUT",
      timeoutMs: 200,
    });
  });
});

describe("a server that does not come back", () => {
  const brokenWhile = (flag: string) => {
    const { command, args } = referenceServer({ tools: ["add"] });
    const script = `test ! -e "${flag}" || { echo the disk is full >&2; exit 1; }; exec "$0" "$@"`;
    return { kind: "stdio", command: "sh", args: ["-c", script, command, ...args] } as const;
  };

  it("fails within its attempts, says why, and is found by the next call when it is mended", async () => {
    const flag = join(folder, "broken");
    const reconnect = { maxAttempts: 3, initialDelayMs: 10, maxDelayMs: 20 };
    await using test = await startTeam({ server: { ...brokenWhile(flag), reconnect } });
    writeFileSync(flag, "");
    process.kill(pidOf(test), "SIGKILL");
    await waitFor(() => test.team.servers[0]?.state === "failed");
    expect(test.team.servers[0]).toMatchObject({
      attempts: 3,
      lastError: expect.stringContaining("the disk is full"),
    });
    const add = test.toolset.get("add");
    const error: unknown = await add?.invoke({ a: 1, b: 1 }).catch((reason: unknown) => reason);
    expect(ConnectionError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ effect: "none", message: expect.stringContaining("the disk is full") });
    rmSync(flag);
    expect(await add?.invoke({ a: 1, b: 1 })).toBe("2");
    expect(test.team.servers[0]).toMatchObject({ state: "ready" });
  });

  it("makes one attempt for many calls at once", async () => {
    const flag = join(folder, "broken-too");
    const starts = join(folder, "starts");
    const { command, args } = referenceServer({ tools: ["add"] });
    const script = `echo start >> "${starts}"; test ! -e "${flag}" || exit 1; exec "$0" "$@"`;
    const server = {
      kind: "stdio",
      command: "sh",
      args: ["-c", script, command, ...args],
      reconnect: { maxAttempts: 1 },
    } as const;
    await using test = await startTeam({ server });
    await test.toolset.get("add")?.invoke({ a: 1, b: 1 });
    writeFileSync(flag, "");
    process.kill(pidOf(test), "SIGKILL");
    await waitFor(() => test.team.servers[0]?.state === "failed");
    const before = readFileSync(starts, "utf8").length;
    const calls = Array.from({ length: 10 }, () => test.toolset.get("add")?.invoke({ a: 1, b: 1 }));
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.every(({ status }) => status === "rejected")).toBe(true);
    expect(readFileSync(starts, "utf8").length - before).toBe("start\n".length);
  });

  it("stops being tried when it dies right after each handshake", async () => {
    const reconnect = { maxAttempts: 3, initialDelayMs: 10, maxDelayMs: 20 };
    const server = { kind: "stdio", reconnect, ...referenceServer() } as const;
    await using test = await startTeam({ server });
    const states: string[] = [];
    test.team.on("state", ({ state, pid }) => {
      states.push(state);
      if (state === "ready" && pid) process.kill(pid, "SIGKILL");
    });
    process.kill(pidOf(test), "SIGKILL");
    await waitFor(() => states.at(-1) === "failed");
    expect(states).toEqual(["reconnecting", "ready", "reconnecting", "ready", "failed"]);
    // Nor does the toolset wake it: there would be more states.
    await test.toolset.settled();
    expect(states.at(-1)).toBe("failed");
  });
});

describe("close()", () => {
  it("while the line is being reopened leaves no process, and starts none", async () => {
    const { command, args } = referenceServer({ startupDelayMs: 300 });
    const pids = join(folder, "pids");
    const script = `echo $$ >> "${pids}"; exec "$0" "$@"`;
    const server = {
      kind: "stdio",
      command: "sh",
      args: ["-c", script, command, ...args],
      reconnect: {},
    } as const;
    const test = await startTeam({ server });
    await kill(test);
    const call = test.toolset
      .get("add")
      ?.invoke({ a: 1, b: 1 })
      .catch((error: unknown) => error);
    await test.team.close();
    expect(await call).toBeInstanceOf(Error);
    await test.model.stop();
    const started = readFileSync(pids, "utf8").trim().split("\n").map(Number);
    await waitFor(() => !started.some(isAlive));
    expect(test.team.servers[0]?.state).toBe("closed");
  });

  it("is told of once", async () => {
    const server = { kind: "stdio", ...referenceServer({ tools: ["add"] }), reconnect: {} } as const;
    const test = await startTeam({ server });
    const states: string[] = [];
    test.team.on("state", ({ state }) => states.push(state));
    await test[Symbol.asyncDispose]();
    expect(states).toEqual(["closed"]);
  });
});
