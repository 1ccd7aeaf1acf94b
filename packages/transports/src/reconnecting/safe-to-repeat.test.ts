import type { JSONRPCRequest } from "@modelcontextprotocol/client";
import { RepeatRule } from "./safe-to-repeat.js";

const ask = (method: string, params?: Record<string, unknown>): JSONRPCRequest => ({
  jsonrpc: "2.0",
  id: 1,
  method,
  params,
});
const call = (name: string) => ask("tools/call", { name });

function ruleWith(tools: unknown): RepeatRule {
  const rule = new RepeatRule();
  rule.learn("tools/list", { jsonrpc: "2.0", id: 1, result: { tools } });
  return rule;
}

describe("a request that can be repeated", () => {
  it.each([
    "tools/list",
    "resources/read",
    "prompts/get",
    "ping",
    "initialize",
    "resources/subscribe",
    "subscriptions/listen",
  ])("is %s", (method) => expect(new RepeatRule().allows(ask(method))).toBe(true));

  it.each([
    ["readOnlyHint", { readOnlyHint: true }, true],
    ["idempotentHint", { idempotentHint: true }, true],
    ["destructiveHint alone", { destructiveHint: false }, false],
    ["no annotations", undefined, false],
  ])("is a call of a tool with %s: %s is %s", (_, annotations, allowed) => {
    expect(ruleWith([{ name: "tool", annotations }]).allows(call("tool"))).toBe(allowed);
  });

  it("is no call of a tool that no list has named, nor an unknown method", () => {
    expect(new RepeatRule().allows(call("tool"))).toBe(false);
    expect(new RepeatRule().allows(ask("tasks/create"))).toBe(false);
  });

  it("is no call of a tool that lost its mark", () => {
    const rule = ruleWith([{ name: "tool", annotations: { readOnlyHint: true } }]);
    rule.learn("tools/list", { jsonrpc: "2.0", id: 2, result: { tools: [{ name: "tool" }] } });
    expect(rule.allows(call("tool"))).toBe(false);
  });

  it("learns of the other tools where a list has what is none", () => {
    const tools = [null, 5, "tool", { name: "tool", annotations: { readOnlyHint: true } }];
    expect(ruleWith(tools).allows(call("tool"))).toBe(true);
  });

  it("learns nothing from what is no list", () => {
    expect(ruleWith("all of them").allows(call("tool"))).toBe(false);
  });
});
