import type { CallbackManagerForToolRun } from "@langchain/core/callbacks/manager";
import { StructuredTool } from "@langchain/core/tools";
import type { JsonSchema7Type } from "@langchain/core/utils/json_schema";
import { getWriter, type LangGraphRunnableConfig } from "@langchain/langgraph";
import { McpTeamError, ToolError } from "@mcp-team/transports";
import { ProtocolError, type Tool } from "@modelcontextprotocol/client";
import type { Connection } from "../connection/connection.js";
import { callTool } from "../connection/requests.js";
import type { McpStreamEvent } from "./stream-events.js";
import { toolMetadata } from "./tool-metadata.js";
import { type ToolResult, textOf, toToolResult } from "./tool-result.js";

/** What a tool of a server is made of. */
export interface McpToolFields {
  /** The name that the model knows. */
  readonly name: string;
  /** The input schema that the model gets. */
  readonly schema: JsonSchema7Type;
  /** What the server said of it. */
  readonly definition: Tool;
  readonly connection: Connection;
}

/**
 * A tool of an MCP server as a LangChain tool. It is bound to the server's connection, so it stays valid when the server's
 * process or socket is replaced.
 */
export class McpTool extends StructuredTool<JsonSchema7Type> {
  override readonly name: string;
  override readonly description: string;
  override readonly schema: JsonSchema7Type;
  override readonly responseFormat = "content_and_artifact";
  readonly definition: Tool;
  readonly connection: Connection;

  static override lc_name(): string {
    return "McpTool";
  }

  constructor({ name, schema, definition, connection }: McpToolFields) {
    super({ metadata: { mcp: toolMetadata(connection.name, definition) }, verboseParsingErrors: true });
    this.name = name;
    this.description = definition.description ?? definition.title ?? "";
    this.schema = schema;
    this.definition = definition;
    this.connection = connection;
  }

  /** @throws ToolError when the tool reports an error, or the connection's error when it could not be run */
  protected override async _call(
    args: Record<string, unknown>,
    _runManager?: CallbackManagerForToolRun,
    config?: LangGraphRunnableConfig,
  ): Promise<ToolResult> {
    const server = this.connection.name;
    const emit = (event: McpStreamEvent) => getWriter(config)?.(event);
    try {
      const result = await callTool(this.connection, this.definition, args, {
        signal: config?.signal,
        onProgress: (progress) => emit({ type: "mcp_progress", server, tool: this.name, ...progress }),
        onLog: (log) => emit({ type: "mcp_log", server, tool: this.name, ...log }),
      });
      if (!result.isError) return toToolResult(result);
      const [content] = toToolResult(result);
      throw new ToolError(textOf(result) || "The tool reported an error and no reason.", {
        server,
        tool: this.name,
        content: typeof content === "string" ? [{ type: "text", text: content }] : content,
        hint: "The server ran the tool and reported this.",
      });
    } catch (error) {
      if (McpTeamError.isInstance(error) || !(error instanceof ProtocolError)) throw error;
      throw new ToolError(`Server "${server}" refused the call: ${error.message}`, {
        server,
        tool: this.name,
        cause: error,
        hint: "Check the arguments against the tool's schema.",
      });
    }
  }
}
