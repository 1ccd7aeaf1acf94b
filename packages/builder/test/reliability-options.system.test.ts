import { referenceServer, waitFor } from "@mcp-team/testing";
import { MCPTeamBuilder, type ServerStatus } from "../src/index.js";
import { startModel } from "./support.js";

const { command, args } = referenceServer({ tools: ["add", "sleep", "pid"] });

/** A team over one local server, its tools by name, and a way to kill the server. */
async function start(configure: (builder: MCPTeamBuilder) => MCPTeamBuilder) {
  const model = await startModel();
  const team = await configure(new MCPTeamBuilder("kept").withLlm(model.llm)).build();
  const call = (name: string, input: object, config = {}) =>
    team.tools.find((tool) => tool.name === name)?.invoke(input, config) as Promise<string>;
  const kill = async () => {
    const told = new Promise<ServerStatus>((resolve) => team.on("state", resolve));
    process.kill(team.servers[0]?.pid as number, "SIGKILL");
    return told;
  };
  const dispose = async () => {
    await team.close();
    await model.stop();
  };
  return { team, call, kill, [Symbol.asyncDispose]: dispose };
}

describe("reconnect", () => {
  it("is on: a server that is lost is there again", async () => {
    await using kept = await start((builder) => builder.withMcpServer(command, args));
    expect(await kept.kill()).toMatchObject({
      state: "reconnecting",
      lastError: expect.stringContaining("SIGKILL"),
    });
    expect(await kept.call("add", { a: 1, b: 2 })).toBe("3");
    expect(kept.team.servers).toMatchObject([{ state: "ready", attempts: expect.any(Number) }]);
  });

  it("can be switched off, for one server or for all", async () => {
    await using one = await start((builder) => builder.withMcpServer(command, args, { reconnect: false }));
    expect(await one.kill()).toMatchObject({ state: "failed" });
    await expect(one.call("add", { a: 1, b: 2 })).rejects.toMatchObject({ code: "CONNECTION" });
    await using all = await start((builder) =>
      builder.withMcpServer(command, args).withDefaults({ reconnect: false }),
    );
    expect(await all.kill()).toMatchObject({ state: "failed" });
  });
});

describe("time limits", () => {
  it("hold for a tool by a pattern of its name", async () => {
    await using kept = await start((builder) =>
      builder.withMcpServer(command, args, { toolTimeouts: { "sl*": { maxCallTimeoutMs: 100 } } }),
    );
    await expect(kept.call("sleep", { ms: 60_000 })).rejects.toThrow(/within 100 ms \(maxCallTimeoutMs\)/);
  });

  it("hold for a run through `configurable`", async () => {
    await using kept = await start((builder) => builder.withMcpServer(command, args));
    const config = { configurable: { callTimeoutMs: 100 } };
    await expect(kept.call("sleep", { ms: 60_000 }, config)).rejects.toThrow(
      /within 100 ms \(callTimeoutMs\)/,
    );
  });

  it("start anew with each progress notification, up to the limit in all", async () => {
    await using kept = await start((builder) =>
      builder.withMcpServer(command, args, { callTimeoutMs: 400, maxCallTimeoutMs: 5_000 }),
    );
    expect(await kept.call("sleep", { ms: 900 })).toBe("slept 900 ms");
  });

  it("of a silent local server end with its loss", async () => {
    await using kept = await start((builder) =>
      builder.withMcpServer(command, args, { silenceTimeoutMs: 100, timeoutMs: 2_000, closeGraceMs: 50 }),
    );
    process.kill(kept.team.servers[0]?.pid as number, "SIGSTOP");
    await waitFor(() => kept.team.servers[0]?.state === "reconnecting");
    expect(await kept.call("add", { a: 1, b: 2 })).toBe("3");
  });
});
