import type { CallToolResult } from "@modelcontextprotocol/client";
import { type Connected, connect, kinds } from "./support/connect.js";

const text = (value: string) => ({ content: [{ type: "text", text: value }] });

const answers: readonly [tool: string, input: Record<string, unknown>, result: object][] = [
  ["echo", { text: "hello" }, text("hello")],
  ["add", { a: 1, b: 2.5 }, text("3.5")],
  ["sleep", { ms: 4 }, text("slept 4 ms")],
  ["compute", { ms: 4 }, text("computed for 4 ms")],
  ["slow_write", { ms: 4 }, text("written")],
  ["slow_write", { ms: 4, key: "a" }, text("written a")],
  ["remember", { key: "colour", value: "blue" }, text("remembered colour")],
  ["recall", { key: "colour" }, text("blue")],
  ["recall", { key: "shape" }, { ...text("Nothing is remembered under shape."), isError: true }],
  ["allocate", { mb: 2 }, text("allocated 2 MB")],
  ["env", { name: "NO_SUCH_VARIABLE" }, text("(unset)")],
  ["stderr", { text: "a line" }, text("written to stderr")],
  ["log", { message: "a message" }, text("logged")],
  ["fail", { message: "no such file" }, { ...text("no such file"), isError: true }],
  ["throw", {}, { ...text("Cannot read properties of undefined (reading 'length')"), isError: true }],
  ["structured", { city: "Rome" }, { structuredContent: { city: "Rome", celsius: 21 } }],
  ["structured_only", {}, { content: [], structuredContent: { city: "Oslo", celsius: 4 } }],
  ["image", {}, { content: [{ type: "image", mimeType: "image/png" }, { type: "text" }] }],
  ["audio", {}, { content: [{ type: "audio", mimeType: "audio/wav" }] }],
  [
    "resource",
    {},
    { content: [{ type: "resource", resource: { uri: "text://greeting" } }, { type: "resource_link" }] },
  ],
];

describe.each(kinds)("a $era reference server over $transport", (kind) => {
  let connected: Connected;
  beforeAll(async () => {
    connected = await connect({ ...kind, name: "subject" });
  });
  afterAll(() => connected[Symbol.asyncDispose]());

  it("says its name", () => {
    expect(connected.client.getServerVersion()?.name).toBe("subject");
  });

  it.each(answers)("%s answers", async (name, input, result) => {
    const answer: CallToolResult = await connected.client.callTool({ name, arguments: input });
    expect(answer).toMatchObject(result);
  });

  it("answers with a text of the size that was asked for", async () => {
    expect(await connected.text("big", { bytes: 1_000_003 })).toHaveLength(1_000_003);
  });

  it("refuses arguments of the wrong type", async () => {
    const { isError } = await connected.client.callTool({ name: "add", arguments: { a: "one", b: 2 } });
    expect(isError).toBe(true);
  });

  it("sends structured content that its output schema forbids", async () => {
    await connected.client.listTools();
    const call = connected.client.callTool({ name: "bad_structured", arguments: {} });
    await expect(call).rejects.toThrow("data/celsius must be number");
  });

  it("counts for the whole process", async () => {
    const first = Number(await connected.text("counter"));
    expect(Number(await connected.text("counter"))).toBe(first + 1);
  });

  it("sends progress to those who ask for it", async () => {
    const progress: number[] = [];
    const onprogress = (step: { progress: number }) => progress.push(step.progress);
    await connected.client.callTool({ name: "sleep", arguments: { ms: 200 } }, { onprogress });
    expect(progress).toEqual([0, 1, 2, 3].slice(0, progress.length));
    // The SDK drops those that it reads in one go with the answer.
    expect(progress.length).toBeGreaterThan(1);
  });

  it("sends log notifications", async () => {
    const logged = new Promise((resolve) =>
      connected.client.setNotificationHandler("notifications/message", ({ params }) => resolve(params)),
    );
    // 2026-07-28: a server sends log notifications for a request only when that request asks for them.
    const _meta = { "io.modelcontextprotocol/logLevel": "info" };
    await connected.client.callTool({ name: "log", arguments: { message: "hello log" }, _meta });
    expect(await logged).toMatchObject({ level: "info", data: "hello log" });
  });

  it("announces the tools that come and go", async () => {
    const { client } = connected;
    if (kind.era === "modern") await client.listen({ toolsListChanged: true });
    const names = async () => (await client.listTools()).tools.map(({ name }) => name);
    const changed = () =>
      new Promise<void>((resolve) =>
        client.setNotificationHandler("notifications/tools/list_changed", () => resolve()),
      );
    const grown = changed();
    expect(await connected.text("grow")).toBe("added grown_1");
    await grown;
    expect(await names()).toContain("grown_1");
    expect(await connected.text("grown_1")).toBe("grown_1 was called");
    const shrunk = changed();
    expect(await connected.text("shrink")).toBe("removed grown_1");
    await shrunk;
    expect(await names()).not.toContain("grown_1");
    expect(await client.callTool({ name: "shrink" })).toMatchObject({ isError: true });
  });

  it("announces the tools that get another description", async () => {
    const { client } = connected;
    if (kind.era === "modern") await client.listen({ toolsListChanged: true });
    const changed = new Promise<void>((resolve) =>
      client.setNotificationHandler("notifications/tools/list_changed", () => resolve()),
    );
    const args = { tool: "echo", description: "Shouts." };
    await client.callTool({ name: "redescribe", arguments: args });
    await changed;
    const { tools } = await client.listTools();
    expect(tools.filter(({ name }) => name === "echo")).toMatchObject([{ description: "Shouts." }]);
    expect(await connected.text("echo", { text: "hi" })).toBe("hi");
    const unknown = { tool: "nothing", description: "" };
    expect(await client.callTool({ name: "redescribe", arguments: unknown })).toMatchObject({
      isError: true,
    });
  });

  it("has the hints of its tools", async () => {
    const { tools } = await connected.client.listTools();
    const hints = Object.fromEntries(tools.map(({ name, annotations }) => [name, annotations]));
    for (const safe of ["echo", "add", "sleep", "big", "structured", "pid", "env", "compute", "recall"]) {
      expect([safe, hints[safe]]).toEqual([safe, { readOnlyHint: true, idempotentHint: true }]);
    }
    for (const unsafe of ["counter", "slow_write", "allocate"]) {
      expect(hints[unsafe]).toMatchObject({ readOnlyHint: false, idempotentHint: false });
    }
    expect(hints.crash).toBeUndefined();
  });

  it("has only the tools that make sense over its transport", async () => {
    const names = (await connected.client.listTools()).tools.map(({ name }) => name);
    for (const name of ["noise", "half_line"]) {
      expect([name, names.includes(name)]).toEqual([name, kind.transport === "stdio"]);
    }
    for (const name of ["answer_twice", "wrong_id"]) {
      expect([name, names.includes(name)]).toEqual([name, kind.transport !== "http"]);
    }
    expect(names.includes("headers")).toBe(kind.transport !== "stdio");
    expect(names).not.toContain("child_pid");
  });

  it("has resources, a template and a prompt", async () => {
    const { client } = connected;
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toEqual(["text://greeting", "blob://square", "text://note"]);
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual(["text://greeting/{name}"]);
    const read = async (uri: string) => (await client.readResource({ uri })).contents[0];
    expect(await read("text://greeting")).toMatchObject({ text: "Hello from the reference server." });
    expect(await read("text://greeting/Ada")).toMatchObject({ text: "Hello, Ada." });
    expect(await read("blob://square")).toMatchObject({ mimeType: "image/png" });
    const prompt = await client.getPrompt({ name: "greet", arguments: { name: "Ada" } });
    expect(prompt.messages[0]?.content).toEqual({ type: "text", text: "Greet Ada in one sentence." });
  });
});
