import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { ToolMessage } from "@langchain/core/messages";
import { connectServers, Toolset } from "@mcp-team/agent";
import { waitFor } from "@mcp-team/testing";
import { openLine } from "@mcp-team/transports";
import { Client, type ClientCapabilities } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { z } from "zod";
import { type AgentTeam, MCPTeamBuilder, type McpStreamEvent } from "../src/index.js";
import { startModel } from "./support.js";

/** The program of the published package. */
const program = new URL(
  "dist/index.js",
  new URL("./", import.meta.resolve("@modelcontextprotocol/server-everything/package.json")),
).pathname;
const resource = "demo://resource/dynamic/text/1";

/** How each tool of the server is called, and what its answer has to say: once, or at every call. */
const tools: Readonly<Record<string, readonly [args: object, answer: RegExp, artifact?: object]>> = {
  echo: [{ message: "hello" }, /Echo: hello/],
  "get-annotated-message": [{ messageType: "error", includeImage: true }, /Operation failed/],
  "get-env": [{}, /"PATH"/],
  "get-resource-links": [{ count: 2 }, /demo:\/\/resource\/dynamic\/text\/2/],
  "get-resource-reference": [{ resourceType: "Text", resourceId: 1 }, /Resource 1: This is a plaintext/],
  "get-roots-list": [{}, /file:\/\/\/data\/reports/],
  "get-structured-content": [{ location: "Chicago" }, /Light rain/, { temperature: 36 }],
  "get-sum": [{ a: 2, b: 3 }, /is 5/],
  "get-tiny-image": [{}, /MCP logo/],
  "gzip-file-as-resource": [{ name: "a.gz", data: "data:text/plain,hello" }, /session\/a\.gz/],
  "simulate-research-query": [{ topic: "python", ambiguous: true }, /Research Report: python/],
  "toggle-simulated-logging": [{}, /Started simulated/],
  "toggle-subscriber-updates": [{}, /Started simulated/],
  "trigger-elicitation-request": [{}, /Name: Ada/],
  "trigger-elicitation-request-async": [{}, /COMPLETED.*Name: Ada/s],
  "trigger-long-running-operation": [{ duration: 0.2, steps: 2 }, /completed/],
  "trigger-sampling-request": [{ prompt: "hi", maxTokens: 20 }, /It is sunny/],
  "trigger-sampling-request-async": [{ prompt: "hi", maxTokens: 20 }, /COMPLETED.*It is sunny/s],
  "trigger-url-elicitation": [{ url: "https://a.example/login" }, /completed the URL/],
};
/** The arguments of each prompt, and what the filled in prompt has to say. */
const prompts: Readonly<Record<string, readonly [args: Record<string, string>, text: RegExp]>> = {
  "args-prompt": [{ city: "Oslo", state: "Norway" }, /weather in Oslo, Norway/],
  "completable-prompt": [{ department: "Sales", name: "Eve" }, /promote Eve to the head of the Sales/],
  "resource-prompt": [{ resourceType: "Text", resourceId: "1" }, /Resource 1: This is a plaintext/],
  "simple-prompt": [{}, /simple prompt/],
};
const templates: Readonly<Record<string, string>> = {
  "demo://resource/dynamic/blob/{resourceId}": "demo://resource/dynamic/blob/1",
  "demo://resource/dynamic/text/{resourceId}": resource,
};
/** What the server says that it can do, and where that is shown. */
const capabilities = ["completions", "logging", "prompts", "resources", "tasks", "tools"];

/** Starts the server where it listens on a free port. */
async function startOverHttp() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, "close");
  const env = { ...process.env, PORT: String(port) };
  const child = spawn(process.execPath, [program, "streamableHttp"], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  for await (const chunk of child.stderr) if (String(chunk).includes("listening")) break;
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const stop = async () => {
    kill();
    process.off("exit", kill);
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  };
  return { url: `http://127.0.0.1:${port}/mcp`, stop };
}

/** A team that offers servers all that there is, and people and a model that always know what to say. */
async function startTeam(transport: "stdio" | "http") {
  const server = transport === "http" ? await startOverHttp() : undefined;
  const model = await startModel(({ messages }) => {
    const call = { name: "trigger-long-running-operation", arguments: { duration: 0.2, steps: 2 } };
    const last = messages.at(-1);
    return last?.content === "go" ? { toolCalls: [call] } : { content: "It is sunny." };
  });
  const builder = new MCPTeamBuilder("team")
    .withLlm(model.llm)
    .withSampling()
    .withElicitation((request) => {
      if (request.mode === "url") return { action: "accept" };
      const field = "interpretation" in request.requestedSchema.properties ? "interpretation" : "name";
      return { action: "accept", content: { [field]: field === "name" ? "Ada" : "snake" } };
    })
    .withRoots([{ uri: "/data/reports", name: "Reports" }])
    .withLogLevel("debug");
  if (server) builder.withMcpServerHttp(server.url, { name: "everything" });
  else builder.withMcpServer({ name: "everything", command: process.execPath, args: [program, "stdio"] });
  const team = await builder.build();
  const dispose = async () => {
    await team.close();
    await server?.stop();
    await model.stop();
  };
  return { team, [Symbol.asyncDispose]: dispose };
}

/** All that the server offers to a client that can do all that there is. */
async function offeredToAnyClient() {
  const can: ClientCapabilities = {
    roots: { listChanged: true },
    sampling: { tools: {}, context: {} },
    elicitation: { form: {}, url: {} },
    tasks: {
      list: {},
      cancel: {},
      requests: { sampling: { createMessage: {} }, elicitation: { create: {} } },
    },
  };
  const client = new Client({ name: "any", version: "1.0.0" }, { capabilities: can });
  client.setRequestHandler("roots/list", () => ({ roots: [] }));
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [program, "stdio"],
    stderr: "ignore",
  });
  const later = new Promise<void>((resolve) =>
    client.setNotificationHandler("notifications/tools/list_changed", () => resolve()),
  );
  await client.connect(transport);
  // It adds those that need something of the client when it knows the client.
  await later;
  const offered = {
    tools: (await client.listTools()).tools.map(({ name }) => name).sort(),
    prompts: (await client.listPrompts()).prompts.map(({ name }) => name).sort(),
    templates: (await client.listResourceTemplates()).resourceTemplates
      .map(({ uriTemplate }) => uriTemplate)
      .sort(),
    resources: (await client.listResources()).resources.map(({ uri }) => uri).sort(),
    capabilities: Object.keys(client.getServerCapabilities() ?? {}).sort(),
  };
  await client.close();
  return offered;
}

const transports = ["stdio", "http"] as const;
let offered: Awaited<ReturnType<typeof offeredToAnyClient>>;
const tests = new Map<string, Awaited<ReturnType<typeof startTest>>>();

/** A team, and the answers of all tools: they are called side by side, because some take seconds. */
async function startTest(transport: "stdio" | "http") {
  const { team, ...rest } = await startTeam(transport);
  await waitFor(() => team.tools.length >= offered.tools.length);
  const call = async (name: string, args: object) =>
    (await team.tools
      .find((tool) => tool.name === name)
      ?.invoke({ type: "tool_call", id: "1", name, args })) as ToolMessage | undefined;
  const answers = new Map(Object.entries(tools).map(([name, [args]]) => [name, call(name, args)]));
  for (const answer of answers.values()) answer.catch(() => {});
  return { team, call, answers, ...rest };
}

beforeAll(async () => {
  offered = await offeredToAnyClient();
  await Promise.all(transports.map(async (transport) => tests.set(transport, await startTest(transport))));
});
afterAll(() => Promise.all([...tests.values()].map((test) => test[Symbol.asyncDispose]())));

describe.each(transports)("server-everything over %s, from a team", (transport) => {
  let team: AgentTeam;
  let call: Awaited<ReturnType<typeof startTest>>["call"];
  let answers: Awaited<ReturnType<typeof startTest>>["answers"];
  beforeAll(() => {
    ({ team, call, answers } = tests.get(transport) as Awaited<ReturnType<typeof startTest>>);
  });

  it("offers what this file reaches, and nothing else", async () => {
    expect(offered.tools).toEqual(Object.keys(tools).sort());
    expect(offered.prompts).toEqual(Object.keys(prompts).sort());
    expect(offered.templates).toEqual(Object.keys(templates).sort());
    expect(offered.capabilities).toEqual(capabilities);
    expect(team.tools.map(({ name }) => name).sort()).toEqual(offered.tools);
    expect(team.servers[0]?.leftOut).toEqual([]);
  });

  it.each(Object.entries(tools))("tool %s", async (name, [, answer, artifact]) => {
    const message = await answers.get(name);
    expect(message?.status).toBe("success");
    expect(message?.text).toMatch(answer);
    if (artifact) expect(message?.artifact).toMatchObject(artifact);
  });

  it.each(Object.entries(prompts))("prompt %s", async (name, [args, text]) => {
    const messages = await team.prompts.get(name, args);
    expect(messages.map((message) => message.text).join("\n")).toMatch(text);
  });

  it("every resource, and those of every template", async () => {
    const listed = await team.resources.list();
    expect(listed.map(({ uri }) => uri)).toEqual(expect.arrayContaining(offered.resources));
    for (const uri of [...offered.resources, ...Object.values(templates)]) {
      const { contents } = await team.resources.read(uri);
      expect(contents).toMatchObject([{ uri }]);
    }
  });

  it("completions of prompts and templates", async () => {
    const name = { name: "name", value: "" };
    const department = { department: "Support" };
    expect(await team.prompts.complete("completable-prompt", name, { arguments: department })).toMatchObject({
      values: ["John", "Kim", "Lee"],
    });
    const [template = ""] = Object.keys(templates);
    const id = { name: "resourceId", value: "7" };
    expect(await team.resources.complete(template, id)).toMatchObject({ values: ["7"] });
  });

  it("subscriptions", async () => {
    const updated = new Promise((resolve) => team.on("resourceUpdated", resolve));
    const end = await team.resources.subscribe(resource);
    await call("toggle-subscriber-updates", {}); // off, where its own test turned it on
    await call("toggle-subscriber-updates", {});
    expect(await updated).toEqual({ server: "everything", uri: resource });
    await end();
  });

  it("log messages", async () => {
    const logged = new Promise((resolve) => team.on("log", resolve));
    await call("toggle-simulated-logging", {});
    await call("toggle-simulated-logging", {});
    expect(await logged).toMatchObject({ server: "everything", data: expect.any(String) });
  });

  it("roots that change", async () => {
    const told = new Promise<void>((resolve) =>
      team.on("log", ({ data }) => String(data).includes("Roots updated: 2") && resolve()),
    );
    await team.setRoots(["/data/reports", "/data/notes"]);
    await told;
    expect(JSON.stringify((await call("get-roots-list", {}))?.content)).toContain("file:///data/notes");
  });

  it("lists that change", async () => {
    const changed = new Promise((resolve) => team.on("resourcesChanged", resolve));
    await call("gzip-file-as-resource", { name: "b.gz", data: "data:text/plain,hello" });
    expect(await changed).toEqual({ server: "everything" });
    expect((await team.resources.list()).map(({ uri }) => uri)).toContain("demo://resource/session/b.gz");
  });

  it("progress", async () => {
    const events: McpStreamEvent[] = [];
    const stream = await team.stream(
      { messages: [{ role: "user", content: "go" }] },
      { streamMode: "custom" },
    );
    for await (const event of stream) events.push(event as McpStreamEvent);
    expect(events).toContainEqual(
      expect.objectContaining({
        type: "mcp_progress",
        tool: "trigger-long-running-operation",
        progress: 1,
        total: 2,
      }),
    );
  });
});

it("a task that nobody waits for any more is cancelled", async () => {
  const name = "everything";
  const line = { name, kind: "stdio", command: process.execPath, args: [program, "stdio"] } as const;
  const open = () => openLine({ ...line, timeoutMs: 10_000 });
  const connections = await connectServers([{ name, kind: "stdio", timeoutMs: 10_000, open }]);
  const toolset = await Toolset.create(connections.all);
  await waitFor(() => toolset.get("simulate-research-query") !== undefined);
  const statuses = async () => {
    const list = z.looseObject({ tasks: z.array(z.looseObject({ status: z.string() })) });
    const answer = await connections.all[0]?.ask("the tasks", (client, options) =>
      client.request({ method: "tasks/list" }, list, options),
    );
    return answer?.tasks.map(({ status }) => status);
  };
  const stop = new AbortController();
  const called = toolset.get("simulate-research-query")?.invoke({ topic: "tea" }, { signal: stop.signal });
  await waitFor(async () => (await statuses())?.[0] === "working");
  stop.abort();
  await expect(called).rejects.toThrow();
  await waitFor(async () => (await statuses())?.[0] === "cancelled");
  await connections.close();
});
