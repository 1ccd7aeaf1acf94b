import { createAgent } from "langchain";
import type { AgentTeam } from "./agent-team.js";
import { McpTeam } from "./mcp-team.js";
import type { TeamOptions } from "./team-options.js";
import { toolsetMiddleware } from "./toolset-middleware.js";

/**
 * Makes one LangGraph ReAct agent over the tools of connected servers.
 *
 * @example
 * ```ts
 * const connections = await connectServers(definitions);
 * const toolset = await Toolset.create(connections.all);
 * await using team = createTeam({ name: "files", model, connections, toolset });
 * ```
 */
export function createTeam(options: TeamOptions): AgentTeam {
  const { name, description, model, prompt, checkpointer, store, responseFormat } = options;
  const tools = [...(options.tools ?? []), ...(options.members ?? []).map(({ team }) => team.asTool())];
  const agent = createAgent({
    name,
    description,
    model,
    tools,
    systemPrompt: prompt,
    // First, so that it is around all others: they see every tool, and what they throw reaches the model as a message.
    middleware: [
      toolsetMiddleware(
        options.toolset,
        tools.map((tool) => tool.name),
      ),
      ...(options.middleware ?? []),
    ],
    checkpointer,
    store,
    // createAgent infers the type of the response from the literal; here it is chosen at run time.
    responseFormat: responseFormat as never,
  });
  return new McpTeam(agent, options, tools);
}
