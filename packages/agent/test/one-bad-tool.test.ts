import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { readCallLog, referenceServer, waitFor } from "@mcp-team/testing";
import { calls, oddServer, startTeam, toolMessages } from "./support.js";

const folder = mkdtempSync(join(tmpdir(), "one-bad-tool-"));
afterAll(() => rmSync(folder, { recursive: true }));

const done = { content: "All is told." };

describe("one bad tool ends no run", () => {
  it("one throws, one times out, one is cut off, one answers with what is none, one is unknown", async () => {
    const log = join(folder, "calls.log");
    await using test = await startTeam(
      {
        throwing: { kind: "stdio", ...referenceServer({ tools: ["throw"] }) },
        slow: { kind: "stdio", ...referenceServer({ tools: ["sleep"] }), callTimeoutMs: 300 },
        dying: { kind: "stdio", ...referenceServer({ tools: ["slow_write"], log }) },
        odd: oddServer(),
        good: { kind: "stdio", ...referenceServer({ tools: ["add", "bad_structured"] }) },
      },
      {
        script: [
          calls(
            ["throw"],
            ["sleep", { ms: 60_000 }],
            ["slow_write", { ms: 60_000 }],
            ["no_list"],
            ["bad_structured"],
            ["no_such_tool"],
            ["add", { a: 2, b: 3 }],
          ),
          done,
        ],
      },
    );
    const asked = test.ask("Do it all.");
    await waitFor(() => readCallLog(log).length > 0);
    const dying = test.team.servers.find(({ name }) => name === "dying");
    process.kill(dying?.pid as number, "SIGKILL");
    const messages = await asked;

    const told = toolMessages(messages).map(({ name, status, text }) => [name, status, text]);
    expect(told).toEqual([
      ["throw", "error", expect.stringContaining("Cannot read properties of undefined")],
      [
        "sleep",
        "error",
        expect.stringMatching(/"slow" did not answer tool "sleep" within 300 ms \(callTimeoutMs\)/),
      ],
      [
        "slow_write",
        "error",
        expect.stringMatching(
          /"dying" was lost while it worked on tool "slow_write", so it is not known .*SIGKILL/s,
        ),
      ],
      [
        "no_list",
        "error",
        expect.stringMatching(/"odd" answered tool "no_list" with something that MCP does not allow/),
      ],
      ["bad_structured", "error", expect.stringMatching(/"good" ran the tool, but its answer does not fit/)],
      ["no_such_tool", "error", expect.stringMatching(/There is no tool "no_such_tool".*The tools are: /)],
      ["add", "success", "5"],
    ]);
    expect(messages.at(-1)?.text).toBe("All is told.");
    // The model has all of it in its last request.
    expect(test.model.requests.at(-1)?.messages.filter(({ role }) => role === "tool")).toHaveLength(7);
  });

  it("an answer that MCP does not allow is an error of its call alone, at once", async () => {
    const bad = [
      ["no_list", "content"],
      ["unknown_block", "content"],
      ["block_without_text", "text"],
      ["null_result", "invalid result: the result in the answer is null"],
      ["list_result", /invalid result: the result in the answer is \[\{"type":"text"/],
      ["no_content", /Invalid result for tools\/call: .*it has no content, only \["_meta"\]/],
    ] as const;
    const script = [
      ...bad.map(([name]) => calls([name], ["log", { bytes: 10 }])),
      calls(["structure_alone"]),
      done,
    ];
    // None waits until its time is up: the test would be over before.
    await using test = await startTeam({ odd: { ...oddServer(), callTimeoutMs: 600_000 } }, { script });
    const told = toolMessages(await test.ask("go"));
    const answers = told.filter(({ name }) => name !== "log" && name !== "structure_alone");
    expect(answers.map(({ name, status, text }) => [name, status, text])).toEqual(
      bad.map(([name, why]) => [name, "error", expect.stringMatching(why)]),
    );
    for (const { name, text } of answers)
      expect(text).toContain(`Server "odd" answered tool "${name}" with something that MCP does not allow.`);
    const others = told.filter((message) => !answers.includes(message));
    expect(others.map(({ status }) => status)).toEqual(Array(bad.length + 1).fill("success"));
    expect(told.at(-1)).toMatchObject({ text: '{"total":3}', artifact: { total: 3 } });
    expect(test.team.servers).toMatchObject([{ state: "ready" }]);
  });

  it.each(["application/json", "text/event-stream"])(
    "an answer that MCP does not allow is an error of its call over Streamable HTTP: %s",
    async (type) => {
      const results: Record<string, (params: { readonly protocolVersion?: string }) => unknown> = {
        initialize: ({ protocolVersion }) => ({
          protocolVersion,
          capabilities: { tools: {} },
          serverInfo: { name: "odd", version: "1.0.0" },
        }),
        "tools/list": () => ({ tools: [{ name: "null_result", inputSchema: { type: "object" } }] }),
        "tools/call": () => null,
      };
      const server = createServer(async (request, response) => {
        const asked = request.method === "POST" ? JSON.parse(await text(request)) : {};
        const result = results[asked.method]?.(asked.params);
        if (result === undefined) return void response.writeHead(request.method === "POST" ? 202 : 405).end();
        const answer = JSON.stringify({ jsonrpc: "2.0", id: asked.id, result });
        response.writeHead(200, { "content-type": type });
        response.end(type === "application/json" ? answer : `event: message\ndata: ${answer}\n\n`);
      }).listen(0, "127.0.0.1");
      await once(server, "listening");
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
      const far = { kind: "http", protocol: "legacy", url, callTimeoutMs: 600_000 } as const;
      try {
        await using test = await startTeam({ far }, { script: [calls(["null_result"]), done] });
        const [answer] = toolMessages(await test.ask("go"));
        expect(answer?.text).toMatch(
          /^Server "far" answered tool "null_result" with something that MCP does not/,
        );
        expect(answer?.text).toContain("invalid result: the answer is no result and no error of JSON-RPC");
        expect(test.team.servers).toMatchObject([{ state: "ready" }]);
      } finally {
        server.close();
        server.closeAllConnections();
      }
    },
  );

  it("a name that LangChain takes for structured output is another one for the model, and runs", async () => {
    const script = [calls(["extract_all"]), done];
    await using test = await startTeam({ odd: oddServer() }, { script });
    expect(toolMessages(await test.ask("go"))).toMatchObject([{ status: "success", text: "It ran." }]);
    expect(test.toolset.get("extract_all")?.metadata).toMatchObject({ mcp: { name: "extract-all" } });
  });

  it("bug: a modern server's answer that did not say that it is complete was an error, though the tool had run", async () => {
    const script = [calls(["log", { bytes: 10 }]), done];
    await using test = await startTeam(
      { odd: { ...oddServer({ modern: true }), protocol: "modern" } },
      { script },
    );
    expect(test.team.servers).toMatchObject([{ era: "modern" }]);
    expect(toolMessages(await test.ask("go"))).toMatchObject([{ name: "log", status: "success" }]);
  });

  it("bug: a call without a run around it failed when its server told of progress, or asked back", async () => {
    await using test = await startTeam({ odd: { ...oddServer({ modern: true }), protocol: "modern" } });
    expect(await test.toolset.get("in_two")?.invoke({})).toBe("both");
  });

  it("bug: a tool that was left out for the headers of its calls was told of on the console alone", async () => {
    await using test = await startTeam({ odd: { ...oddServer({ modern: true }), protocol: "modern" } });
    const reason = expect.stringContaining('"x-mcp-header" at /properties/a is "no header"');
    expect(test.team.servers).toMatchObject([{ leftOut: [{ name: "unsendable", reason }] }]);
  });

  it("bug: null for an argument that may be left out was refused", async () => {
    const script = [calls(["echo", { text: "still here", times: null }]), done];
    const schema = { type: "object", properties: { text: { type: "string" }, times: { type: "integer" } } };
    const list = join(folder, "optional.json");
    writeFileSync(list, JSON.stringify({ tools: [{ name: "echo", inputSchema: schema }] }));
    const program = join(import.meta.dirname, "fixtures", "listing-server.js");
    const server = { kind: "stdio", command: process.execPath, args: [program, list] } as const;
    await using test = await startTeam({ server }, { script });
    expect(toolMessages(await test.ask("go"))).toMatchObject([{ text: '{"text":"still here"}' }]);
  });

  it.each(["legacy", "modern"] as const)(
    "bug: a pattern that takes for ever stopped the process when a %s server's result was checked against it",
    async (era) => {
      const script = [calls(["unmatched"], ["log", { bytes: 10 }]), done];
      const odd = { ...oddServer({ modern: era === "modern" }), protocol: era };
      await using test = await startTeam({ odd }, { script });
      expect(toolMessages(await test.ask("go"))).toMatchObject([
        { status: "success", artifact: { text: expect.stringMatching(/a!$/) } },
        { status: "success" },
      ]);
    },
  );
});
