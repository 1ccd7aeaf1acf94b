import type { StructuredToolInterface } from "@langchain/core/tools";
import { toJsonSchema } from "@langchain/core/utils/json_schema";
import { isInteropZodSchema } from "@langchain/core/utils/types";
import type { CallToolResult, LoggingLevel, Tool } from "@modelcontextprotocol/client";
import { callTool } from "../../connection/requests.js";
import type { AgentTeam } from "../../team/agent-team.js";
import { describeFailure } from "../../team/describe-failure.js";
import { McpTool } from "../../toolset/mcp-tool.js";
import type { ContextOf } from "./context-of.js";
import type { OfferedTool } from "./offer.js";
import { failure } from "./team-tool.js";

/** The tools of a team as it offers them to its model. The results of MCP servers are passed on as they are. */
export function ownTools({ tools }: AgentTeam, contextOf?: ContextOf): OfferedTool[] {
  return tools.map((tool) => (tool instanceof McpTool ? passedOn(tool) : local(tool, contextOf)));
}

function passedOn(tool: McpTool): OfferedTool {
  const { name, definition, connection } = tool;
  return {
    definition: { ...definition, name },
    async call(args, { signal, progress, log }) {
      try {
        return await callTool(connection, definition, args, {
          signal,
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

function local(tool: StructuredToolInterface, contextOf: ContextOf | undefined): OfferedTool {
  const { name, description, schema } = tool;
  const inputSchema = (isInteropZodSchema(schema) ? toJsonSchema(schema) : schema) as Tool["inputSchema"];
  return {
    definition: { name, description, inputSchema: { ...inputSchema, type: "object" } },
    async call(args, { signal, identity }): Promise<CallToolResult> {
      try {
        return {
          content: [
            {
              type: "text",
              text: textOf(
                await tool.invoke(args, { signal, ...(contextOf && { context: await contextOf(identity) }) }),
              ),
            },
          ],
        };
      } catch (error) {
        signal.throwIfAborted();
        return failure(textOf(describeFailure(name, error)));
      }
    },
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
