import { EventEmitter } from "node:events";
import type { StructuredToolInterface } from "@langchain/core/tools";
import { type AgentMiddleware, createAgent } from "langchain";
import { approvalMiddleware } from "../approval/approval-middleware.js";
import { unusedToolPatterns } from "../approval/unused-tool-patterns.js";
import { selectionMiddleware } from "../selection/selection-middleware.js";
import { createAccess } from "../tenants/create-access.js";
import type { TeamAccess } from "../tenants/run-access.js";
import { ownedCheckpointer } from "../tenants/thread-owner.js";
import type { AgentTeam } from "./agent-team.js";
import { builtInParts } from "./built-in-parts.js";
import { type AroundCalls, joinMiddleware } from "./join-middleware.js";
import { keepFinishedTasks } from "./keep-finished-tasks.js";
import { McpTeam } from "./mcp-team.js";
import type { TeamEmitter } from "./team-events.js";
import type { TeamOptions, TeamTypesOf } from "./team-options.js";
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
export function createTeam<const Options extends TeamOptions>(
  options: Options,
): AgentTeam<TeamTypesOf<Options>> {
  const { name, description, model, prompt, checkpointer, store } = options;
  const { responseFormat, contextSchema, toolSelection, logger } = options;
  const { access, tenants, resources, prompts } = createAccess(options);
  const own = builtInParts(options, resources, (context) => access.ownerOf(context));
  const members = (options.members ?? []).map(({ team }) => team.asTool());
  const tools = [...(options.tools ?? []), ...members, ...own.tools];
  const events: TeamEmitter = new EventEmitter();
  // Each client of a served team listens.
  events.setMaxListeners(0);
  // What sees only the selected tools, and brings tools that stay.
  const inner: AgentMiddleware[] = [
    ...approval(options, access, () => localTools),
    ...(options.middleware ?? []),
  ];
  // Around all others, so that they see every tool, and what they throw reaches the model as a message.
  const withToolset = toolsetMiddleware(
    access,
    tools.map((tool) => tool.name),
  );
  // Inside of it, to have all tools to select from.
  const selection = toolSelection
    ? [
        selectionMiddleware(toolSelection, {
          async tools({ context, signal }) {
            using entered = await access.enter(context, { signal });
            return [...entered.toolset.tools, ...tools];
          },
          // Notes and prompts speak of the team's own tools, too.
          middlewareTools: new Set([...namesOfTools(inner), ...own.tools.map((tool) => tool.name)]),
          onSelected: (selected) => void events.emit("toolsSelected", selected),
          logger,
        }),
      ]
    : [];
  // Outermost is what cuts what failed, too: the toolset makes a message of it.
  const middleware = [
    ...own.outermost,
    ...joinNeighbours(withToolset, [...selection, ...inner], own.innermost),
  ];
  const localTools = [...tools, ...middleware.flatMap(toolsOf)];
  // Tools that come with a principal may fit.
  if (tenants === undefined) warnOfUnusedPatterns(options, localTools);
  const settings = {
    name,
    description,
    model,
    tools,
    systemPrompt: prompt,
    middleware,
    store,
    // createAgent infers types from the literals; here both are chosen at run time.
    contextSchema: contextSchema as never,
    responseFormat: responseFormat as never,
  };
  const agent = createAgent({
    ...settings,
    checkpointer:
      tenants && typeof checkpointer === "object" ? ownedCheckpointer(checkpointer) : checkpointer,
  });
  // For LangGraph `true` is one conversation for each thread. Without one, each call has its own in the checkpointer of its run.
  const callAgent = checkpointer === true ? createAgent(settings) : agent;
  for (const { graph } of new Set([agent, callAgent])) keepFinishedTasks(graph);
  const parts = { callAgent, localTools: tools, access, tenants, resources, prompts, events };
  // One class serves teams of all types: what is in a state is decided by the graph, at run time.
  return new McpTeam(agent, options, parts) as unknown as AgentTeam<TeamTypesOf<Options>>;
}

/** What the team has around all others and next to the model is one where there are no others. */
function joinNeighbours(
  outer: AgentMiddleware,
  others: readonly AgentMiddleware[],
  innermost: readonly AroundCalls[],
): AgentMiddleware[] {
  if (others.length === 0) return [joinMiddleware("McpTeam", [outer, ...innermost])];
  return [outer, ...others, joinMiddleware("McpModel", innermost)];
}

/** The names of the tools that middleware brings. */
function namesOfTools(middleware: readonly AgentMiddleware[]): Set<string> {
  return new Set(
    middleware.flatMap(({ tools = [] }) =>
      tools.flatMap(({ name }) => (typeof name === "string" ? [name] : [])),
    ),
  );
}

/** Around the user's middleware: what that makes of a call is what a person is asked about. */
function approval(
  { approvals: policies = [] }: TeamOptions,
  access: TeamAccess,
  localTools: () => readonly StructuredToolInterface[],
): AgentMiddleware[] {
  return policies.length === 0 ? [] : [approvalMiddleware({ policies, access, localTools })];
}

function warnOfUnusedPatterns(
  { approvals = [], toolset, logger }: TeamOptions,
  localTools: readonly StructuredToolInterface[],
): void {
  for (const pattern of unusedToolPatterns(approvals, [...toolset.tools, ...localTools]))
    logger?.warn({ pattern }, "withApproval has a pattern that no tool fits now");
}

/** The tools that a middleware brings along. */
function toolsOf({ tools = [] }: AgentMiddleware): StructuredToolInterface[] {
  return tools.filter((tool): tool is StructuredToolInterface => "schema" in tool && "invoke" in tool);
}
