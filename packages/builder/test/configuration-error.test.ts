// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables in mcpServers files are written so
import { MCPTeamBuilder } from "../src/index.js";
import { children, local, problemsOf } from "./support.js";

const secret = "s3cr3t-value";

/** A builder with something wrong in every kind of option. */
function wrongEverywhere(): MCPTeamBuilder {
  return new MCPTeamBuilder("my team")
    .withLlm("gpt-4o")
    .withPrompt("one")
    .withPrompt("two")
    .withTools("double" as never)
    .withDefaults({ callTimeoutMs: Number.NaN })
    .withMcpServer(local)
    .withMcpServer("node server.js")
    .withMcpServer("node", ["a.js"], { name: "twice", env: { KEY: [secret] as never } })
    .withMcpServer("node", ["b.js"], { name: "twice", timeuotMs: 5 } as never)
    .withMcpServerSse(`api.example.com/sse?key=${secret}`)
    .withMcpServerHttp("https://api.example.com/mcp", {
      headers: { Authorization: `${secret}\n` },
      timeoutMs: -1,
    })
    .withMcpServers({ mcpServers: { file: { command: "node", args: ["${SECTION_6_MISSING}"] } } });
}

const expected = [
  /^name: .* not "my team"$/,
  /^tools: must be a list of LangChain tools, not text$/,
  /^defaults\.callTimeoutMs: .* not NaN$/,
  /^llm: must be a chat model or a "provider:model" such as "openai:gpt-4o-mini", not "gpt-4o"$/,
  /^prompt: is set twice \(to "one" and "two"\)/,
  /^servers\.node\.command: looks like a whole command line/,
  /^servers\.twice\.env\.KEY: must be text, not a list/,
  /^servers\.twice\.timeuotMs: .* did you mean `timeoutMs`\?$/,
  /^servers\.twice\.name: the name "twice" is given to two servers/,
  /^servers\[4\]\.url: has no scheme: "api\.example\.com\/sse\?key=\*\*\*"/,
  /^servers\.api-example-com\.headers\.Authorization: holds a line break/,
  /^servers\.api-example-com\.timeoutMs: .* not -1$/,
  /^servers\.file\.args\[0\]: uses the environment variable SECTION_6_MISSING, which is not set/,
];

describe("a configuration that cannot be used", () => {
  it.each(["build", "fetchMcpTools"] as const)(
    "is refused by %s with all that is wrong, and nothing starts",
    async (method) => {
      const before = await children();
      const lines = await problemsOf(() => wrongEverywhere()[method]());
      expect(lines).toEqual(expected.map((line) => expect.stringMatching(line)));
      expect(lines.join("\n")).not.toContain(secret);
      expect(await children()).toEqual(before);
    },
  );

  it("makes a message that lists every problem", async () => {
    await expect(wrongEverywhere().build()).rejects.toThrow(
      /^Invalid configuration, 13 problems:\n {2}- name: .*\n {2}- tools: /,
    );
  });

  it("does not keep the rest from being shown", () => {
    expect(wrongEverywhere().servers).toMatchObject([{ name: "program", command: local.command }]);
    expect(wrongEverywhere().getMcpServerCount()).toBe(7);
  });

  it("is one without a model, and without servers and tools", async () => {
    expect(await problemsOf(() => new MCPTeamBuilder("team").build())).toEqual([
      'llm: is missing: call withLlm(model), or withLlm("provider:model")',
      "servers: are missing, and so are local tools and teams: call withMcpServer(…), withMcpServers(…), withTools(…) or withTeam(…)",
    ]);
  });
});
