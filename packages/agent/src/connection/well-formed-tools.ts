import { ForwardingTransport, type ServerTransport } from "@mcp-team/transports";
import {
  isSpecType,
  type JSONRPCMessage,
  type RequestId,
  specTypeSchemas,
  type TransportSendOptions,
} from "@modelcontextprotocol/client";
import type { ProtocolEra } from "../server-definition.js";
import { headersRefusedBecause } from "./header-arguments.js";
import type { LeftOutTool } from "./server-status.js";

/** How much of a name that is none is shown. */
const maxNameLength = 40;

/** What is known of one list, from its first page on. */
interface ToolList {
  readonly names: Set<string>;
  readonly leftOut: LeftOutTool[];
}

/**
 * Takes the tools that are not what MCP says out of the lists of a server, so that the SDK's client, which refuses a whole
 * list for one of them, gets the others. What only has `null` for nothing, or names no type of its arguments, is mended.
 * Of two tools of one name the second can never be called: it is taken out, too.
 */
export class WellFormedTools extends ForwardingTransport {
  /** The requests for pages that have no answer yet, each with its list: one that was given up may come during the next. */
  readonly #asked = new Map<RequestId, ToolList>();
  readonly #onLeftOut: (tool: LeftOutTool) => void;
  readonly #era: () => ProtocolEra | undefined;
  #latest: ToolList = { names: new Set(), leftOut: [] };

  /**
   * @param inner - not yet started
   * @param onLeftOut - told of each tool that is taken out
   * @param era - that of the server, as soon as it is known
   */
  constructor(
    inner: ServerTransport,
    onLeftOut: (tool: LeftOutTool) => void,
    era: () => ProtocolEra | undefined,
  ) {
    super(inner);
    this.#onLeftOut = onLeftOut;
    this.#era = era;
    inner.onmessage = (message, extra) => this.onmessage?.(this.#mend(message), extra);
  }

  /** The tools that were taken out of the list that was asked for last. */
  get leftOut(): readonly LeftOutTool[] {
    return this.#latest.leftOut;
  }

  override send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    if ("method" in message && message.method === "tools/list" && "id" in message) {
      if (message.params?.cursor === undefined) this.#latest = { names: new Set(), leftOut: [] };
      this.#asked.set(message.id, this.#latest);
    }
    return super.send(message, options);
  }

  #mend(message: JSONRPCMessage): JSONRPCMessage {
    if ("method" in message || message.id === undefined) return message;
    const list = this.#asked.get(message.id);
    if (list === undefined) return message;
    this.#asked.delete(message.id);
    const tools = "result" in message ? message.result.tools : undefined;
    if (!("result" in message) || !Array.isArray(tools)) return message;
    return {
      ...message,
      result: { ...message.result, tools: tools.flatMap((tool) => this.#mendTool(tool, list)) },
    };
  }

  #mendTool(tool: unknown, { names, leftOut }: ToolList): unknown[] {
    const isFine = isSpecType.Tool(tool);
    const mended = isFine ? tool : withoutNulls(tool);
    const reason =
      (isFine ? undefined : malformedBecause(mended)) ??
      this.#unsendableBecause(mended) ??
      repeatedBecause(mended, names);
    if (reason === undefined) return [mended];
    const refused = { name: nameOf(tool), reason };
    leftOut.push(refused);
    this.#onLeftOut(refused);
    return [];
  }

  /** The SDK's client would take it out, too, and tell nobody but the console. */
  #unsendableBecause(tool: unknown): string | undefined {
    return this.#era() === "modern" && isRecord(tool) ? headersRefusedBecause(tool.inputSchema) : undefined;
  }
}

function repeatedBecause(tool: unknown, names: Set<string>): string | undefined {
  const name = nameOf(tool);
  if (names.has(name)) return "the server has an earlier tool of the same name";
  names.add(name);
  return undefined;
}

/** Some generators write `null` for what is not there, and no type where there are no arguments. */
function withoutNulls(tool: unknown): unknown {
  if (!isRecord(tool)) return tool;
  const { inputSchema, ...rest } = present(tool);
  if (!isRecord(inputSchema)) return { ...rest, ...(inputSchema !== undefined && { inputSchema }) };
  return { ...rest, inputSchema: { type: "object", ...present(inputSchema) } };
}

function present(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
}

/** The first thing that is wrong with a tool, where it is. */
function malformedBecause(tool: unknown): string | undefined {
  const [issue] = specTypeSchemas.Tool["~standard"].validate(tool).issues ?? [];
  if (issue === undefined) return undefined;
  const path = (issue.path ?? []).join(".") || "it";
  return `it is not what MCP says that a tool is: ${path}: ${issue.message}`;
}

function nameOf(tool: unknown): string {
  if (isRecord(tool) && typeof tool.name === "string") return tool.name;
  return `(without a name) ${glimpseOf(tool)}`;
}

function glimpseOf(tool: unknown): string {
  try {
    return JSON.stringify(tool).slice(0, maxNameLength);
  } catch {
    return "It is nested too deeply to be shown.";
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
