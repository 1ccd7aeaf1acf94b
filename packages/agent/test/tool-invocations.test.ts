import { isDeepStrictEqual } from "node:util";
import { BaseCallbackHandler } from "@langchain/core/callbacks/base";
import { registerConfigureHook, setContextVariable } from "@langchain/core/context";
import { RunnableLambda } from "@langchain/core/runnables";
import { AsyncLocalStorageProviderSingleton } from "@langchain/core/singletons";
import {
  type StructuredTool,
  ToolInputParsingException,
  type ToolRunnableConfig,
} from "@langchain/core/tools";
import { referenceServer, waitFor } from "@mcp-team/testing";
import { startTeam } from "./support.js";

const { jest } = import.meta;
const local = { kind: "stdio", ...referenceServer() } as const;

describe("a tool that a program invokes", () => {
  const kept = startTeam({ local });
  afterAll(async () => (await kept)[Symbol.asyncDispose]());
  const named = async (name: string) =>
    (await kept).team.tools.find((each) => each.name === name) as StructuredTool;
  /** What LangChain tells of runs. */
  const follower = () => {
    const told: unknown[] = [];
    const callbacks = [
      {
        handleToolStart: (...[, input, id, parent, tags, metadata, name]: unknown[]) =>
          void told.push({ input, id, parent, tags, metadata, name }),
        handleToolEnd: (output: unknown) => void told.push({ output }),
        handleToolError: (error: Error) => void told.push({ error: error.message }),
      },
    ];
    return { told, callbacks };
  };

  it.each([
    ["echo", { text: "hi" }],
    ["structured", { city: "Berlin" }],
    ["image", {}],
    ["echo", { type: "tool_call", id: "1", name: "echo", args: { text: "hi" } }],
    ["structured", { type: "tool_call", id: "2", name: "structured", args: { city: "Berlin" } }],
  ])("%s %j gives the same whether somebody follows it or not", async (name, input) => {
    const invoked = await named(name);
    const { told, callbacks } = follower();
    const followed = await invoked.invoke(input, { callbacks });
    expect(told).toHaveLength(2);
    expect(await invoked.invoke(input)).toEqual(followed);
  });

  it("tells callbacks of its run, as they are given", async () => {
    const { told, callbacks } = follower();
    const runId = "00000000-0000-4000-8000-000000000000";
    const config = { callbacks, runId, tags: ["a"], metadata: { b: 1 } };
    await (await named("echo")).invoke({ text: "hi" }, config);
    await expect((await named("fail")).invoke({ message: "full" }, { callbacks })).rejects.toThrow("full");
    expect(told).toMatchObject([
      {
        input: '{"text":"hi"}',
        id: runId,
        tags: ["a"],
        metadata: { b: 1, mcp: { name: "echo" } },
        name: "echo",
      },
      { output: "hi" },
      { name: "fail" },
      { error: "full" },
    ]);
  });

  it("tells callbacks of the tool, of the run that it is part of, and of a hook", async () => {
    const echo = await named("echo");
    const [own, around] = [follower(), follower()];
    echo.callbacks = own.callbacks;
    await echo.invoke({ text: "own" }).finally(() => {
      delete echo.callbacks;
    });
    expect(own.told).toMatchObject([{ name: "echo" }, { output: "own" }]);
    const part = RunnableLambda.from(() => echo.invoke({ text: "part" }));
    expect(await part.invoke({}, { callbacks: around.callbacks })).toBe("part");
    expect(around.told).toMatchObject([{ name: "echo", parent: expect.any(String) }, { output: "part" }]);
    const hooked = follower();
    await AsyncLocalStorageProviderSingleton.getInstance().run({}, async () => {
      setContextVariable("follower", BaseCallbackHandler.fromMethods(hooked.callbacks[0] ?? {}));
      registerConfigureHook({ contextVar: "follower" });
      await Promise.all([echo.invoke({ text: "hooked" }), echo.invoke({ text: "hooked" })]);
    });
    expect(hooked.told.filter((event) => isDeepStrictEqual(event, { output: "hooked" }))).toHaveLength(2);
  });

  it("tells what the environment asks for, soon after it begins to and until it ends", async () => {
    const echo = await named("echo");
    const log = jest.spyOn(console, "log").mockImplementation(() => {});
    const isTold = async () => {
      log.mockClear();
      await echo.invoke({ text: "told" });
      return log.mock.calls.flat().join("\n").includes("told");
    };
    process.env.LANGCHAIN_VERBOSE = "true";
    await waitFor(isTold).finally(() => {
      delete process.env.LANGCHAIN_VERBOSE;
    });
    await waitFor(async () => !(await isTold()));
    log.mockRestore();
  });

  it.each([
    ["nobody follows", []],
    ["somebody follows", follower().callbacks],
  ])("has what it is not given from the run that it is part of, which %s", async (_, callbacks) => {
    const sleep = await named("sleep");
    const part = RunnableLambda.from((own: ToolRunnableConfig) => sleep.invoke({ ms: 60_000 }, own));
    const limits = { callTimeoutMs: 50 };
    const run = (own: ToolRunnableConfig, config: ToolRunnableConfig) =>
      part.invoke(own, { ...config, callbacks });
    await expect(run({}, { configurable: limits })).rejects.toThrow(/"callTimeoutMs"|50 ms/);
    await expect(run({ configurable: limits }, {})).rejects.toThrow(/"callTimeoutMs"|50 ms/);
    await expect(run({}, { signal: AbortSignal.timeout(50) })).rejects.toThrow(/timeout|abort/i);
    await expect(run({ timeout: 50 }, {})).rejects.toThrow(/timeout|abort/i);
  });

  it("is stopped by a time limit or a signal, and told what is wrong with its arguments", async () => {
    const sleep = await named("sleep");
    await expect(sleep.invoke({ ms: 60_000 }, { timeout: 50 })).rejects.toThrow(/timeout|abort/i);
    const signal = AbortSignal.timeout(50);
    await expect(sleep.invoke({ ms: 60_000 }, { signal })).rejects.toThrow(/timeout|abort/i);
    await expect(sleep.invoke({ ms: 1 }, { signal })).rejects.toThrow(/timeout|abort/i);
    await expect(sleep.invoke({ ms: "long" })).rejects.toThrow(ToolInputParsingException);
  });
});
