import { AIMessage, ToolMessage } from "@langchain/core/messages";
import { ToolCalls } from "./tool-calls.js";

const calling = (...names: string[]) =>
  new AIMessage({ content: "", tool_calls: names.map((name) => ({ id: `call_${name}`, name, args: {} })) });

const answering = (name: string) => new ToolMessage({ content: "done", name, tool_call_id: `call_${name}` });

describe("ToolCalls", () => {
  it("measures each call by itself, however they end", () => {
    let now = 1_000;
    const calls = new ToolCalls(
      () => "files",
      () => now,
    );
    calls.start(calling("read", "write"));
    now = 1_050.4;
    const [write] = calls.end(answering("write"));
    now = 1_200;
    const [read] = calls.end(answering("read"));

    expect(write?.data).toMatchObject({ tool: "write", durationMs: 50 });
    expect(read?.data).toMatchObject({ tool: "read", durationMs: 200 });
  });

  it("names no server for a local tool", () => {
    const calls = new ToolCalls(() => undefined);

    const [start] = calls.start(calling("local"));
    const [end] = calls.end(answering("local"));

    expect(start?.data).not.toHaveProperty("server");
    expect(end?.data).not.toHaveProperty("server");
  });

  it("ends a call once, and none that was not started", () => {
    const calls = new ToolCalls(() => undefined);
    calls.start(calling("read"));

    expect(calls.end(answering("read"))).toHaveLength(1);
    expect(calls.end(answering("read"))).toEqual([]);
    expect(calls.end(answering("write"))).toEqual([]);
  });
});
