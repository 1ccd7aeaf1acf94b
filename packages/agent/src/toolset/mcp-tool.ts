import type { CallbackManagerForToolRun } from "@langchain/core/callbacks/manager";
import type { ToolMessage } from "@langchain/core/messages";
import { StructuredTool, ToolInputParsingException, type ToolRunnableConfig } from "@langchain/core/tools";
import type { JsonSchema7Type } from "@langchain/core/utils/json_schema";
import type { LangGraphRunnableConfig } from "@langchain/langgraph";
import { isOverlongAnswer, ToolError } from "@mcp-team/transports";
import { type CallToolResult, ProtocolError, type Tool } from "@modelcontextprotocol/client";
import type { Connection } from "../connection/connection.js";
import { isRefusedRequest } from "../connection/refused-request.js";
import { callTool } from "../connection/requests.js";
import { type McpMessageFacts, toToolMessage } from "../results/tool-message.js";
import { type ToolResult, textOf, toToolResult } from "../results/tool-result.js";
import { ArgumentChecker, UnfitArguments } from "./arguments/argument-check.js";
import { isFollowed, runAround, runConfig } from "./is-followed.js";
import { RunCallOptions } from "./run-call-options.js";
import { isSchemaObject } from "./schema/json-schema.js";
import { toolMetadata } from "./tool-metadata.js";
import { unchecked } from "./unchecked.js";

type InvokeInput = Parameters<StructuredTool["invoke"]>[0];
type InvokeConfig = Parameters<StructuredTool["invoke"]>[1];

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
  readonly #names: Readonly<Record<"server" | "tool", string>>;
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
    this.#names = { server: connection.name, tool: name };
    this.#checker = new ArgumentChecker(definition.inputSchema);
  }

  /** What is wrong with arguments, by the schema that the server gave; nothing when they fit. */
  problemsOf(args: unknown): string | undefined {
    return this.#checker.problemsOf(args);
  }

  /** A run that nobody follows has nothing of LangChain's around it but what it gives. */
  override async invoke(input: InvokeInput, config?: InvokeConfig): Promise<never> {
    const around = runAround();
    const run = runConfig(config, around);
    if (isFollowed(this, run, around)) return (await super.invoke(input, config)) as never;
    const args = this.#fit(isToolCall(input) ? input.args : input) as Record<string, unknown>;
    const called = isToolCall(input) ? { ...run, toolCall: input } : run;
    const id = called?.toolCall?.id;
    try {
      const result = this.#resultOf(await this.#answerTo(args, called));
      return (id === undefined ? result.content : this.#toMessage(result, id)) as never;
    } catch (error) {
      throw this.#explained(error);
    }
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
    if (fitted instanceof UnfitArguments)
      throw new ToolInputParsingException(fitted.problems, JSON.stringify(args));
    return fitted;
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
    const id = config?.toolCall?.id;
    try {
      const result = this.#resultOf(await this.#answerTo(args, config));
      return id === undefined ? [result.content, result.artifact] : [this.#toMessage(result, id), undefined];
    } catch (error) {
      throw this.#explained(error);
    }
  }

  #answerTo(
    args: Record<string, unknown>,
    config: LangGraphRunnableConfig | undefined,
  ): Promise<CallToolResult> {
    this.#assertOffered();
    return callTool(this.connection, this.definition, args, new RunCallOptions(this.#names, config));
  }

  #resultOf(answer: CallToolResult): ToolResult {
    this.connection.links.note(answer.content);
    if (answer.isError) throw this.#reported(answer);
    return toToolResult(answer);
  }

  #assertOffered(): void {
    if (this.#withdrawn === undefined) return;
    throw new ToolError(`Tool "${this.name}" was not called: ${this.#withdrawn}.`, {
      server: this.connection.name,
      tool: this.name,
    });
  }

  /** What the tool reported as its error. */
  #reported(result: CallToolResult): ToolError {
    const server = this.connection.name;
    const { content, artifact, facts } = toToolResult(result);
    return new ToolError(textOf(result) || "The tool reported an error and no reason.", {
      server,
      tool: this.name,
      content: typeof content === "string" ? [{ type: "text", text: content }] : content,
      artifact,
      metadata: { mcp: { server, name: this.definition.name, ...facts } },
      hint: "The server ran the tool and reported this.",
    });
  }

  /** An answer that the client could not use is reported in the same way as a refusal by the server. */
  #explained(error: unknown): unknown {
    if (!(error instanceof ProtocolError)) return error;
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
  #toMessage({ content, artifact, facts }: ToolResult, toolCallId: string): ToolMessage {
    const mcp: McpMessageFacts = { server: this.connection.name, name: this.definition.name, ...facts };
    return toToolMessage({ toolCallId, name: this.name, content, artifact, metadata: { mcp } });
  }
}

function isToolCall(input: unknown): input is { readonly args: unknown; readonly id?: string } {
  return isSchemaObject(input) && input.type === "tool_call" && "args" in input;
}
