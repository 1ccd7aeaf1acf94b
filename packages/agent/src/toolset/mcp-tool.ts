import type { CallbackManagerForToolRun } from "@langchain/core/callbacks/manager";
import type { ToolMessage } from "@langchain/core/messages";
import { StructuredTool, ToolInputParsingException, type ToolRunnableConfig } from "@langchain/core/tools";
import type { JsonSchema7Type } from "@langchain/core/utils/json_schema";
import { getWriter, type LangGraphRunnableConfig } from "@langchain/langgraph";
import { isOverlongAnswer, ToolError } from "@mcp-team/transports";
import { ProtocolError, type Tool } from "@modelcontextprotocol/client";
import type { CallOptions } from "../connection/call-options.js";
import type { CallLimits } from "../connection/call-time.js";
import type { Connection } from "../connection/connection.js";
import { isRefusedRequest } from "../connection/refused-request.js";
import { callTool } from "../connection/requests.js";
import { type McpMessageFacts, toToolMessage } from "../results/tool-message.js";
import { type ToolResult, textOf, toToolResult } from "../results/tool-result.js";
import { ArgumentChecker } from "./arguments/argument-check.js";
import { isFollowed, runConfig } from "./is-followed.js";
import { isSchemaObject } from "./schema/json-schema.js";
import type { McpStreamEvent } from "./stream-events.js";
import { toolMetadata } from "./tool-metadata.js";
import { unchecked } from "./unchecked.js";

/** What a tool of a server is made of. */
export interface McpToolFields {
  /** The name that the model knows. */
  readonly name: string;
  /** The input schema that the model gets. */
  readonly schema: JsonSchema7Type;
  /** What the server said of it. */
  readonly definition: Tool;
  /** What the model gets of that. @default all of it */
  readonly shown?: Tool;
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
  /** The definition as far as models get it. */
  readonly shown: Tool;
  readonly connection: Connection;
  #withdrawn: string | undefined;
  readonly #checker: ArgumentChecker;
  #unchecked: StructuredTool | undefined;

  static override lc_name(): string {
    return "McpTool";
  }

  constructor({ name, schema, definition, shown = definition, connection }: McpToolFields) {
    super({
      metadata: { mcp: toolMetadata(connection.name, definition) },
      // Traces and events show the run under the tool's name, not the class's.
      defaultConfig: { runName: name },
      verboseParsingErrors: true,
    });
    this.name = name;
    this.description = shown.description ?? shown.title ?? "";
    this.schema = schema;
    this.definition = definition;
    this.shown = shown;
    this.connection = connection;
    this.#checker = new ArgumentChecker(definition.inputSchema);
  }

  /** What is wrong with arguments, by the schema that the server gave; nothing when they fit. */
  problemsOf(args: unknown): string | undefined {
    return this.#checker.problemsOf(args);
  }

  /** A run that nobody follows has nothing of LangChain's around it but what it gives. */
  override async invoke(...[input, config]: Parameters<StructuredTool["invoke"]>): Promise<never> {
    const run = runConfig(config);
    if (isFollowed(this, run)) return (await super.invoke(input, config)) as never;
    const args = this.#fit(isToolCall(input) ? input.args : input);
    // Nothing at all would stand for the configuration of a run around it, and there is none.
    const called = isToolCall(input) ? { ...run, toolCall: input } : (run ?? {});
    const [content] = await this._call(
      args as Record<string, unknown>,
      undefined,
      called as ToolRunnableConfig,
    );
    return content as never;
  }

  /**
   * Checks the arguments against the schema that the server gave, then runs the tool.
   *
   * @throws ToolInputParsingException when they do not fit; the server is not called
   */
  override async call(...[input, config, tags]: Parameters<StructuredTool["call"]>): Promise<never> {
    const args = this.#fit(isToolCall(input) ? input.args : input) as typeof input;
    this.#unchecked ??= unchecked(this);
    const fitted = isToolCall(input) ? { ...input, args } : args;
    return (await this.#unchecked.call(fitted, config, tags)) as never;
  }

  #fit(args: unknown): unknown {
    const fitted = this.#checker.fit(args);
    if ("args" in fitted) return fitted.args;
    throw new ToolInputParsingException(fitted.problems, JSON.stringify(args));
  }

  /** Makes every call of it fail from now on. @param reason - why, for the errors */
  withdraw(reason: string): void {
    this.#withdrawn = reason;
  }

  /** @throws ToolError when the tool reports an error, or the connection's error when it could not be run */
  protected override async _call(
    args: Record<string, unknown>,
    _runManager?: CallbackManagerForToolRun,
    config?: LangGraphRunnableConfig & ToolRunnableConfig,
  ): Promise<[content: ToolResult["content"] | ToolMessage, artifact: unknown]> {
    const server = this.connection.name;
    if (this.#withdrawn !== undefined) {
      throw new ToolError(`Tool "${this.name}" was not called: ${this.#withdrawn}.`, {
        server,
        tool: this.name,
      });
    }
    // A call by hand may come without a config, and LangGraph would look for one where an event happens to arrive, and throw.
    const told = config && this.#tellStream(config);
    try {
      const result = await callTool(this.connection, this.definition, args, {
        ...limitsOfRun(config),
        config,
        signal: config?.signal,
        ...told,
      });
      this.connection.links.note(result.content);
      if (!result.isError) return this.#answer(toToolResult(result), config?.toolCall?.id);
      const { content, artifact, facts } = toToolResult(result);
      throw new ToolError(textOf(result) || "The tool reported an error and no reason.", {
        server,
        tool: this.name,
        content: typeof content === "string" ? [{ type: "text", text: content }] : content,
        artifact,
        metadata: { mcp: { server, name: this.definition.name, ...facts } },
        hint: "The server ran the tool and reported this.",
      });
    } catch (error) {
      throw error instanceof ProtocolError ? this.#explain(error) : error;
    }
  }

  #tellStream(config: LangGraphRunnableConfig): Pick<CallOptions, "onProgress" | "onLog"> {
    const from = { server: this.connection.name, tool: this.name };
    const emit = (event: McpStreamEvent) => getWriter(config)?.(event);
    return {
      onProgress: (progress) => emit({ type: "mcp_progress", ...from, ...progress }),
      onLog: (log) => emit({ type: "mcp_log", ...from, ...log }),
    };
  }

  /** An answer that the client could not use is reported in the same way as a refusal by the server. */
  #explain(error: ProtocolError): ToolError {
    const server = this.connection.name;
    const [happened, hint] = isOverlongAnswer(error)
      ? [
          "ran the tool, but its answer could not be read",
          "Raise `maxMessageBytes`, or ask for less at once.",
        ]
      : error.message.includes("output schema")
        ? ["ran the tool, but its answer does not fit", "The server has to be mended."]
        : isRefusedRequest(error)
          ? [
              "asked for something in the middle of the call that it cannot have",
              "The tool did not end. Ask for less.",
            ]
          : ["refused the call", "Check the arguments against the tool's schema."];
    return new ToolError(`Server "${server}" ${happened}: ${error.message}`, {
      server,
      tool: this.name,
      cause: error,
      hint,
    });
  }

  /**
   * The answer to a model's call is a message already: left to LangChain, each would carry the tool's whole schema along,
   * and providers would not know its blocks for standard ones.
   */
  #answer(
    { content, artifact, facts }: ToolResult,
    toolCallId: string | undefined,
  ): [content: ToolResult["content"] | ToolMessage, artifact: unknown] {
    if (toolCallId === undefined) return [content, artifact];
    const mcp: McpMessageFacts = { server: this.connection.name, name: this.definition.name, ...facts };
    return [toToolMessage({ toolCallId, name: this.name, content, artifact, metadata: { mcp } }), undefined];
  }
}

function isToolCall(input: unknown): input is { readonly args: unknown } {
  return isSchemaObject(input) && input.type === "tool_call" && "args" in input;
}

/** The limits that a run sets for its calls: `configurable: { callTimeoutMs, maxCallTimeoutMs }`. */
function limitsOfRun(config: LangGraphRunnableConfig | undefined): CallLimits {
  const { callTimeoutMs, maxCallTimeoutMs } = config?.configurable ?? {};
  return {
    ...(typeof callTimeoutMs === "number" && { callTimeoutMs }),
    ...(typeof maxCallTimeoutMs === "number" && { maxCallTimeoutMs }),
  };
}
