import { createMiddleware, tool } from "langchain";
import { z } from "zod";
import { MCPTeamBuilder } from "../src/index.js";
import { callOf, problemsOf, startModel } from "./support.js";

const input = { messages: [{ role: "user", content: "Who am I?" }] };
const user = z.object({ userId: z.string(), language: z.string().default("en") });

/** Notes the context that a tool, and middleware with a schema of its own, find in a run. */
function notes() {
  const seen: { tool?: unknown; middleware?: unknown } = {};
  const whoAmI = tool(
    (_, config) => {
      seen.tool = config.context;
      return "You are you.";
    },
    { name: "who_am_i", description: "Tells who asks.", schema: z.object({}) },
  );
  const middleware = createMiddleware({
    name: "Notes",
    contextSchema: z.object({ step: z.number().default(1) }),
    beforeModel: (_, runtime) => {
      seen.middleware = runtime.context;
    },
  });
  return { seen, whoAmI, middleware };
}

describe("withContextSchema", () => {
  it("gives the context of a run to tools and middleware, with its defaults, and not to the model", async () => {
    const { seen, whoAmI, middleware } = notes();
    await using model = await startModel(callOf("who_am_i"));
    await using team = await new MCPTeamBuilder("team")
      .withLlm(model.llm)
      .withTools([whoAmI])
      .withMiddleware(middleware)
      .withContextSchema(user)
      .build();

    await team.invoke(input, { context: { userId: "u-7", step: 2 } });
    expect(seen).toEqual({ tool: { userId: "u-7", language: "en", step: 2 }, middleware: { step: 2 } });

    await team.batch([input], { context: { userId: "u-8" } });
    expect(seen.tool).toEqual({ userId: "u-8", language: "en" });

    for await (const _ of await team.stream(input, { context: { userId: "u-9", language: "de" } }));
    expect(seen.tool).toEqual({ userId: "u-9", language: "de" });
    expect(JSON.stringify(model.requests)).not.toContain("u-7");
  });

  it("refuses a run whose context does not fit, before the model is asked", async () => {
    await using model = await startModel();
    await using team = await new MCPTeamBuilder("team")
      .withLlm(model.llm)
      .withTools([notes().whoAmI])
      .withContextSchema(user)
      .build();
    const run = team.invoke.bind(team) as (input: unknown, options?: unknown) => Promise<unknown>;

    expect(await problemsOf(() => run(input))).toEqual([
      "context: is missing, and the team's context schema asks for one",
      "context.userId: Invalid input: expected string, received undefined",
    ]);
    const wrong = { context: { userId: 7, language: null } };
    expect(await problemsOf(() => run(input, wrong))).toEqual([
      "context.userId: Invalid input: expected string, received number",
      "context.language: Invalid input: expected string, received null",
    ]);
    expect(await problemsOf(() => team.stream(input, wrong as never))).toHaveLength(2);
    expect(model.requests).toEqual([]);
  });
});
