import { rmSync, writeFileSync } from "node:fs";
import { Client } from "@modelcontextprotocol/client";
import { balanced } from "../../src/balanced/balanced.js";
import { ConfigurationError } from "../../src/errors/index.js";
import {
  connect,
  fast,
  type LineKind,
  lineTo,
  local,
  startRemote,
  temporaryFolder,
  until,
} from "./support.js";

/** What `connect` of the SDK's client fails with, as the transport explains it. */
async function connectError(replicas: Parameters<typeof balanced>[0], urls?: string[]): Promise<Error> {
  const transport = balanced(replicas, { name: "files", timeoutMs: 5_000, ...fast, urls });
  const client = new Client({ name: "test", version: "1.0.0" });
  const error: unknown = await client.connect(transport).then(
    () => undefined,
    (reason: unknown) => transport.explain(reason, "connect"),
  );
  await transport.close();
  return error as Error;
}

describe.each<LineKind>(["lines", "bare transports"])("a start over %s", (line) => {
  it("succeeds when one replica can be opened; the others join when they are mended", async () => {
    const folder = temporaryFolder();
    const flag = folder.file("broken");
    writeFileSync(flag, "");
    await using test = await connect([local({ brokenWhile: flag }), local()], {
      line,
      strategy: "round-robin",
    });
    expect(new Set(await test.answeredBy(4)).size).toBe(1);
    await until(() => test.replica(0).failures > 0);
    expect(test.replica(0)).toMatchObject({ state: "reconnecting" });
    expect(test.replica(0).lastError?.message).toContain("the disk is full");
    expect(test.transport.status).toEqual({ state: "ready", failures: 0 });
    rmSync(flag);
    await test.allReady();
    expect(new Set(await test.answeredBy(4))).toEqual(new Set(test.pids()));
    folder.remove();
  });

  it("does not wait for a slow replica", async () => {
    await using test = await connect([local({ startDelayMs: 400 }), local()], { line });
    expect(test.transport.replicas?.map(({ state }) => state)).toEqual(["connecting", "ready"]);
    await test.allReady();
    expect(new Set(await test.answeredBy(4)).size).toBe(2);
  });

  it("leaves out a replica that refuses what another one took, and says so", async () => {
    await using test = await connect([local({ refuse: "go away" }), local()], { line });
    await until(() => test.replica(0).lastError !== undefined);
    expect(test.replica(0).lastError?.message).toContain("go away");
    expect(test.replica(0).state).toBe("reconnecting");
    expect(await test.call("pid")).toBe(String(test.replica(1).pid));
  });
});

describe("a start that fails", () => {
  it("tells of every replica", async () => {
    await using remote = await startRemote();
    await remote.kill();
    const folder = temporaryFolder();
    writeFileSync(folder.file("broken"), "");
    const replicas = [lineTo(local({ brokenWhile: folder.file("broken") })), lineTo(remote.open)];
    const error = await connectError(replicas, ["here", remote.url]);
    expect(error.message).toMatch(/^None of the 2 replicas of server "files" could be connected to\./);
    expect(error.message).toMatch(/- replica 1 \(here\): .*the disk is full/s);
    expect(error.message).toMatch(new RegExp(`- replica 2 \\(${remote.url}\\): .*refused`));
    folder.remove();
  });

  it("tells what happened to all as if it were one", async () => {
    const folder = temporaryFolder();
    writeFileSync(folder.file("broken"), "");
    const replica = lineTo(local({ brokenWhile: folder.file("broken") }));
    const error = await connectError([replica, replica, replica]);
    expect(error).toMatchObject({ code: "SERVER_START", reason: "exited", exitCode: 1 });
    folder.remove();
  });

  it("is a refusal when the servers refuse", async () => {
    const error = await connectError([
      lineTo(local({ refuse: "go away" })),
      lineTo(local({ refuse: "go away" })),
    ]);
    expect(error.message).toContain("go away");
  });

  it("is a matter of configuration when there is no replica", () => {
    expect(() => balanced([], { timeoutMs: 1_000 })).toThrow(ConfigurationError);
  });
});
