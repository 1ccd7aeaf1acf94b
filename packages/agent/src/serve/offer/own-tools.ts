import type { StructuredToolInterface } from "@langchain/core/tools";
import { toJsonSchema } from "@langchain/core/utils/json_schema";
import { isInteropZodSchema } from "@langchain/core/utils/types";
import type { LangGraphRunnableConfig } from "@langchain/langgraph";
import type { CallToolResult, LoggingLevel, Tool } from "@modelcontextprotocol/client";
import { callTool } from "../../connection/requests.js";
import type { AgentTeam } from "../../team/agent-team.js";
import { describeFailure } from "../../team/describe-failure.js";
import { McpTool } from "../../toolset/mcp-tool.js";
import { askedThrough } from "./ask-caller.js";
import type { ContextOf } from "./context-of.js";
import type { Caller, OfferedTool } from "./offer.js";
import { failure } from "./team-tool.js";

/** The tools of a team as it offers them to its model. The results of MCP servers are passed on as they are. */
export function ownTools({ tools }: AgentTeam, contextOf?: ContextOf): OfferedTool[] {
  const configFor: ConfigFor = async ({ signal, identity, ask }) => ({
    signal,
    configurable: askedThrough(ask),
    ...(contextOf && { context: (await contextOf(identity)) as LangGraphRunnableConfig["context"] }),
  });
  return tools.map((tool) => (tool instanceof McpTool ? passedOn(tool, configFor) : local(tool, configFor)));
}

/** What a call is told of whoever makes it, as the run of a team would be. */
type ConfigFor = (caller: Caller) => Promise<LangGraphRunnableConfig>;

function passedOn(tool: McpTool, configFor: ConfigFor): OfferedTool {
  const { name, definition, connection } = tool;
  return {
    definition: { ...definition, name },
    async call(args, caller) {
      const { signal, progress, log } = caller;
      try {
        return await callTool(connection, definition, args, {
          signal,
          config: await configFor(caller),
          ...(progress && { onProgress: progress }),
          onLog: ({ level, data, logger }) =>
            log(level as LoggingLevel, data, [connection.name, logger].filter(Boolean).join("/")),
        });
      } catch (error) {
        signal.throwIfAborted();
        return failure(textOf(describeFailure(name, error)));
      }
    },
  };
}

function local(tool: StructuredToolInterface, configFor: ConfigFor): OfferedTool {
  const { name, description, schema } = tool;
  const inputSchema = (isInteropZodSchema(schema) ? toJsonSchema(schema) : schema) as Tool["inputSchema"];
  return {
    definition: { name, description, inputSchema: { ...inputSchema, type: "object" } },
    async call(args, caller): Promise<CallToolResult> {
      try {
        const result: unknown = await tool.invoke(args, await configFor(caller));
        return { content: result === undefined ? [] : [{ type: "text", text: textOf(result) }] };
      } catch (error) {
        caller.signal.throwIfAborted();
        return failure(textOf(describeFailure(name, error)));
      }
    },
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
