import { HumanMessage, ToolMessage } from "@langchain/core/messages";
import { createAgent, createMiddleware, FakeToolCallingModel, tool } from "langchain";
import { type AroundCalls, joinMiddleware } from "./join-middleware.js";

/** Middleware that notes when it is entered and left, and adds its name to what passes. */
function noting(name: string, notes: string[]) {
  return createMiddleware({
    name,
    async wrapModelCall(request, handler) {
      notes.push(`${name} before the model, after ${request.messages.slice(1).map(({ text }) => text)}`);
      const answer = await handler({ ...request, messages: [...request.messages, new HumanMessage(name)] });
      notes.push(`${name} after the model`);
      return answer;
    },
    async wrapToolCall(request, handler) {
      notes.push(`${name} before the tool with ${JSON.stringify(request.toolCall.args)}`);
      const args = { text: `${request.toolCall.args.text}${name}` };
      const answer = await handler({ ...request, toolCall: { ...request.toolCall, args } });
      notes.push(`${name} after the tool`);
      return answer;
    },
  });
}

const modelOnly: AroundCalls = createMiddleware({
  name: "modelOnly",
  wrapModelCall: (request, handler) => handler(request),
});

describe("joinMiddleware", () => {
  const echo = tool(({ text }: { text: string }) => text, {
    name: "echo",
    schema: { type: "object", properties: { text: { type: "string" } } },
  });

  async function notesOf(join: boolean) {
    const notes: string[] = [];
    const [outer, middle, inner] = [noting("a", notes), modelOnly, noting("b", notes)];
    const middleware = join ? [joinMiddleware("all", [outer, middle, inner])] : [outer, inner];
    const model = new FakeToolCallingModel({
      toolCalls: [[{ name: "echo", args: { text: "" }, id: "1", type: "tool_call" }], []],
    });
    const agent = createAgent({ model, tools: [echo], middleware });
    const { messages } = await agent.invoke({ messages: "go" });
    return [...notes, ...messages.map(({ type, text }) => `${type}: ${text}`)];
  }

  it("goes around calls as its parts would, one in the other", async () => {
    const apart = await notesOf(false);
    expect(apart.slice(0, 3)).toEqual([
      "a before the model, after ",
      "b before the model, after a",
      "b after the model",
    ]);
    expect(apart).toContain("tool: ab");
    expect(await notesOf(true)).toEqual(apart);
  });

  it("goes around nothing that none of its parts goes around", () => {
    const { wrapModelCall, wrapToolCall } = joinMiddleware("models", [modelOnly]);
    expect(wrapModelCall).toBeDefined();
    expect(wrapToolCall).toBeUndefined();
  });

  it("lets a part see what those within it throw, and take its place", async () => {
    const catching = createMiddleware({
      name: "catching",
      wrapToolCall: async (request, handler) => {
        try {
          return await handler(request);
        } catch (error) {
          const content = (error as Error).message;
          return new ToolMessage({ content, tool_call_id: request.toolCall.id ?? "" });
        }
      },
    });
    const throwing = createMiddleware({
      name: "throwing",
      wrapToolCall() {
        throw new Error("no");
      },
    });
    const { wrapToolCall } = joinMiddleware("all", [catching, throwing]);
    const request = { toolCall: { id: "1", name: "echo", args: {} } } as never;
    const tool = () => Promise.reject(new Error("not reached"));
    expect(await wrapToolCall?.(request, tool)).toMatchObject({ content: "no" });
  });
});
