import { referenceServer } from "@mcp-team/testing";
import { MCPTeamBuilder } from "../src/index.js";
import { callOf, children, local, problemsOf, startModel, toolTexts } from "./support.js";

const server = referenceServer({ tools: ["big", "env"] });

describe("withResultLimit and withResourcesAsTools", () => {
  it("give the model tools whose names no other tool can have", async () => {
    await using model = await startModel([
      {
        toolCalls: [
          { name: "big", arguments: { bytes: 5_000 } },
          { name: "list_resources", arguments: {} },
        ],
      },
      { content: "done" },
    ]);
    const builder = new MCPTeamBuilder("team")
      .withLlm(model.llm)
      .withMcpServer(server.command, server.args)
      .withResultLimit({ characters: 1_000 })
      .withResourcesAsTools();
    await using team = await builder.build();
    const own = ["list_resources", "read_resource", "read_result"];
    expect(builder.getToolNames()).toEqual(expect.arrayContaining(own));
    expect(builder.getMcpToolNames()).toEqual(["big", "env"]);
    expect(team.tools.map(({ name }) => name)).toEqual(expect.arrayContaining(own));
    const [big, list] = await toolTexts(team);
    expect(big).toMatch(/^x+\n\n\[\d+ of 5000 characters of this result are not shown\./);
    expect(list).toContain("text://greeting");
  });
});

describe("withResource", () => {
  it("puts a resource into the system prompt", async () => {
    await using model = await startModel(callOf("env", { name: "PATH" }));
    await using team = await new MCPTeamBuilder("team")
      .withLlm(model.llm)
      .withMcpServer(local.command, local.args, { name: "it" })
      .withPrompt("Be kind.")
      .withResource("text://greeting", { server: "it" })
      .withResource("text://greeting/Ada")
      .build();
    await toolTexts(team);
    for (const { messages } of model.requests) {
      const system = JSON.stringify(messages[0]?.content);
      expect(system).toMatch(/Be kind\..*Hello from the reference server\..*Hello, Ada\./);
    }
  });

  it("is refused when it is built, where it cannot be read, or is not text; nothing is left running", async () => {
    await using model = await startModel();
    const builder = new MCPTeamBuilder("team")
      .withLlm(model.llm)
      .withMcpServer(local.command, local.args, { name: "it" })
      .withResource("text://none")
      .withResource("blob://square");
    expect(await problemsOf(() => builder.build())).toEqual([
      expect.stringMatching(/^resources\["text:\/\/none"\]: No server has resource "text:\/\/none"/),
      'resources["blob://square"]: Resource "blob://square" on server "it" is image/png: only text can be in the system prompt.',
    ]);
    expect(await children()).toEqual([]);
  });
});
