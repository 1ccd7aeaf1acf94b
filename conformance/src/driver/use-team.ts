import type { StructuredTool, StructuredToolInterface } from "@langchain/core/tools";
import type { AgentTeam } from "@mcp-team/builder";
import { sampleArguments } from "./sample-arguments.js";
import type { Visit } from "./visit.js";

/** What a scenario wants done with the team. */
type Use = (team: AgentTeam, visit: Visit) => Promise<void>;

/** Calls tools side by side, as in one turn of a model, each with what it is given. */
async function call(team: AgentTeam, calls: Readonly<Record<string, unknown>>): Promise<void> {
  await Promise.all(
    Object.entries(calls).map(async ([name, args]) => {
      const tool = team.tools.find((candidate) => candidate.name === name);
      // A tool that is left out is the point of some scenarios: the suite's checks say which have to be called.
      await tool?.invoke(args as Record<string, unknown>);
    }),
  );
}

/** The schema of a tool as the server gave it: beside it a tool has the one that models see. */
function schemaOf(tool: StructuredToolInterface | undefined): unknown {
  const facts = (tool as StructuredTool | undefined)?.metadata?.mcp as { readonly inputSchema: unknown };
  return facts?.inputSchema;
}

/** Calls every tool with something that fits. */
const callAll: Use = (team) =>
  call(team, Object.fromEntries(team.tools.map((tool) => [tool.name, sampleArguments(schemaOf(tool))])));

/** Calls what the suite says, with what it says. */
const callAsTold: Use = (team, { context }) => {
  const calls = context.toolCalls as readonly { readonly name: string; readonly arguments: unknown }[];
  return call(team, Object.fromEntries(calls.map((told) => [told.name, told.arguments])));
};

/** Sends the schema of a tool back as it arrived. */
const echoSchema: Use = (team) => {
  const tool = team.tools.find(({ name }) => name === "json_schema_2020_12_tool");
  return call(team, { json_schema_echo: { schema: schemaOf(tool) } });
};

/** Uses all that a server can offer. */
const useEverything: Use = async (team, visit) => {
  await callAll(team, visit);
  for (const { uri } of await team.resources.list()) await team.resources.read(uri);
  for (const { name } of await team.prompts.list()) await team.prompts.get(name);
};

/** Connecting is all that it needs: the tools are listed then. */
const connectOnly: Use = async () => undefined;

const uses: Readonly<Record<string, Use>> = {
  tools_call: (team) => call(team, { add_numbers: { a: 2, b: 3 } }),
  "http-standard-headers": useEverything,
  "http-custom-headers": callAsTold,
  "json-schema-ref-no-deref": connectOnly,
  "json-schema-2020-12-preservation": echoSchema,
};

/** Does what the scenario looks at. */
export const useTeam: Use = (team, visit) => (uses[visit.scenario] ?? callAll)(team, visit);
