import { MemorySaver } from "@langchain/langgraph";
import { referenceServer, type ScriptedAnswer, type ScriptedRequest } from "@mcp-team/testing";
import type { CutFacts } from "../src/index.js";
import { calls, oddServer, startTeam, toolMessages } from "./support.js";

const limit = 20_000;
const done = { content: "done" };
const needle = "2026-11-26T10:59:59Z ERROR disk sdb1 is full, order 4711 was not written";
const resultLimit = { characters: limit };

/** The text of a message that the model was sent. */
function textOf(message: ScriptedRequest["messages"][number] | undefined): string {
  const { content } = message ?? {};
  return Array.isArray(content) ? content.map(({ text }) => text).join("\n") : String(content);
}

/** The handle that a note at the end of a result names. */
function handleIn(text: string): string {
  return /"handle": "(\w+)"/.exec(text)?.[1] ?? "";
}

/** A turn of the model in which it reads on, by the handle that it was told. */
function reading(args: Readonly<Record<string, unknown>>) {
  return ({ messages }: ScriptedRequest): ScriptedAnswer =>
    calls(["read_result", { handle: handleIn(messages.map(textOf).join("\n")), ...args }]);
}

const cutOf = (message: ReturnType<typeof toolMessages>[number] | undefined) =>
  message?.metadata?.cut as CutFacts;

describe("a result that is too long for the model", () => {
  it("of 5 MB: a line near its end is found through read_result", async () => {
    const script = [
      calls(["log", { bytes: 5_000_000 }]),
      reading({ search: "error" }),
      reading({ search: "disk \\w+ is full, order \\d+", regex: true }),
      ({ messages }: ScriptedRequest) => ({
        content: /ERROR.*written/.exec(textOf(messages.at(-1)))?.[0] ?? "not found",
      }),
    ];
    await using test = await startTeam({ odd: oddServer() }, { script, resultLimit });
    const messages = await test.ask("What went wrong?");
    const [cut, found, foundAgain] = toolMessages(messages);
    expect(cut?.text.length).toBeLessThanOrEqual(limit);
    expect(cut?.text.length).toBeGreaterThan(limit - 1_000);
    expect(cut?.text).not.toContain("ERROR");
    expect(cutOf(cut).handle).toBe(handleIn(cut?.text ?? ""));
    expect(cutOf(cut).characters).toBeGreaterThan(5_000_000);
    expect(found?.text).toContain(needle);
    expect(foundAgain?.text).toContain("1 found");
    expect(foundAgain?.text).toContain(needle);
    expect(messages.at(-1)?.text).toBe("ERROR disk sdb1 is full, order 4711 was not written");
    for (const { messages: sent } of test.model.requests)
      expect(JSON.stringify(sent).length).toBeLessThan(2 * limit);
  });

  it("is read to its end page by page, and nothing is lost", async () => {
    const script = (request: ScriptedRequest): ScriptedAnswer => {
      const last = request.messages.at(-1);
      if (last?.role === "user") return calls(["log", { bytes: 60_000 }]);
      const next = /(?:"offset": |with offset )(\d+)/.exec(textOf(last))?.[1];
      return next === undefined ? done : reading({ offset: Number(next) })(request);
    };
    await using test = await startTeam({ odd: oddServer() }, { script, resultLimit });
    const [cut, ...pages] = toolMessages(await test.ask("Read it."));
    expect(pages.length).toBeGreaterThan(1);
    for (const { text } of pages) expect(text.length).toBeLessThanOrEqual(limit);
    const shown = cut?.text.slice(0, cutOf(cut).shown);
    const read = [shown, ...pages.map(({ text }) => text.slice(text.indexOf("\n") + 1))].join("");
    expect(read).toBe(await test.toolset.get("log")?.invoke({ bytes: 60_000 }));
  });

  it("can be read later in its thread, and not in another one", async () => {
    const script = ({ messages }: ScriptedRequest): ScriptedAnswer => {
      const last = messages.at(-1);
      if (last?.role === "tool") return done;
      return textOf(last) === "log"
        ? calls(["log", { bytes: 40_000 }])
        : calls(["read_result", { handle: textOf(last) }]);
    };
    const options = { script, resultLimit, checkpointer: new MemorySaver() };
    await using test = await startTeam({ odd: oddServer() }, options);
    const lastResult = async (content: string, thread_id: string) => {
      const asked = { messages: [{ role: "user", content }] };
      const { messages } = await test.team.invoke(asked, { configurable: { thread_id } });
      return toolMessages(messages).at(-1)?.text ?? "";
    };
    const handle = handleIn(await lastResult("log", "a"));
    expect(await lastResult(handle, "a")).toContain("Characters 0 to");
    expect(await lastResult(handle, "b")).toContain(`There is no result "${handle}", or not any more`);
  });

  it("has the limit of its tool, where there is one, in tokens, too; an error is cut as well", async () => {
    const script = [
      calls(["log", { bytes: 40_000 }], ["refusal"], ["echo", { text: "x".repeat(30_000) }]),
      done,
    ];
    const limits = { tokens: 2_000, tools: { log: { characters: 5_000 }, "ec*": false } } as const;
    const local = { kind: "stdio", ...referenceServer({ tools: ["echo"] }) } as const;
    await using test = await startTeam({ odd: oddServer(), local }, { script, resultLimit: limits });
    const [log, refusal, echo] = toolMessages(await test.ask("go"));
    expect(log?.text.length).toBeLessThanOrEqual(5_000);
    expect(refusal).toMatchObject({ status: "error", text: expect.stringMatching(/^no no .*read_result/s) });
    expect(refusal?.metadata).toMatchObject({ mcp: { server: "odd", _meta: { code: 7 } }, cut: {} });
    expect(refusal?.text.length).toBeLessThan(10_000);
    expect(echo?.text).toHaveLength(30_000);
  });

  it("shows what the server calls important first, and keeps what it says besides", async () => {
    const script = [calls(["annotated"]), done];
    await using test = await startTeam({ odd: oddServer() }, { script, resultLimit: { characters: 1_000 } });
    const [message] = toolMessages(await test.ask("go"));
    expect(message?.text).toContain("What matters.");
    expect(message?.text.length).toBeLessThanOrEqual(1_000);
    expect(message?.artifact).toEqual({ total: 3 });
    expect(message?.metadata).toMatchObject({
      mcp: {
        _meta: { "example.com/trace": "t-7" },
        blocks: [{ block: 0 }, { block: 1, annotations: { priority: 0.9, audience: ["assistant"] } }],
        userContent: [{ type: "text", text: "Your bill is ready." }],
      },
    });
    expect(JSON.stringify(test.model.requests)).not.toContain("Your bill");
  });

  it("is whole where there is no limit", async () => {
    const script = [calls(["log", { bytes: 40_000 }]), done];
    await using test = await startTeam({ odd: oddServer() }, { script });
    await test.ask("go");
    expect(textOf(test.model.requests[1]?.messages.at(-1)).length).toBeGreaterThan(40_000);
    expect(test.team.tools.map(({ name }) => name)).not.toContain("read_result");
  });
});

describe("read_result says what is wrong", () => {
  it.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
    ["a handle that there is not", { handle: "abc" }, /There is no result "abc", or not any more/],
    ["no handle", { handle: undefined }, /"read_result" was not called: its arguments do not match/],
    ["an offset after the end", { offset: 10_000_000 }, /has \d+ characters, so there is nothing at offset/],
    [
      "an expression that is none",
      { search: "(", regex: true },
      /no regular expression that can be searched/,
    ],
  ])("%s", async (_, args, text) => {
    const local = { kind: "stdio", ...referenceServer({ tools: ["big"] }) } as const;
    const script = [calls(["big", { bytes: 30_000 }]), reading(args), done];
    await using test = await startTeam({ local }, { script, resultLimit });
    expect(toolMessages(await test.ask("go"))[1]).toMatchObject({
      status: "error",
      text: expect.stringMatching(text),
    });
  });
});

describe("media of a result", () => {
  it("reach a model that takes them, are told to one that does not, and stay in the conversation", async () => {
    const script = [calls(["media"]), done];
    const sentOf = async (media?: { images: boolean; audio: boolean; files: boolean }) => {
      await using test = await startTeam({ odd: oddServer() }, { script, ...(media && { media }) });
      const [message] = toolMessages(await test.ask("go"));
      expect(message?.contentBlocks.map(({ type }) => type)).toEqual([
        "text",
        "image",
        "audio",
        "file",
        "file",
      ]);
      return textOf(test.model.requests[1]?.messages.at(-1));
    };
    // LangChain knows of gpt-4o-mini that it takes images and PDF, and no sounds.
    expect((await sentOf()).match(/\[Here is (\S+),/g)).toEqual([
      "[Here is audio/wav,",
      "[Here is application/octet-stream,",
    ]);
    const told = await sentOf({ images: false, audio: false, files: false });
    expect(told.match(/\[Here is (\S+),/g)).toEqual([
      "[Here is image/png,",
      "[Here is audio/wav,",
      "[Here is application/pdf,",
      "[Here is application/octet-stream,",
    ]);
  });
});
