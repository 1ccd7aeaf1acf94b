import type { CallToolResult, ToolAnnotations } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import type { AskClient } from "./asking.js";
import type { LogLevel } from "./log-level.js";
import type { ReferenceEra, ReferenceTransport } from "./options.js";

/** What a tool of the reference server may do besides answering. The same for both eras. */
export interface ToolContext {
  /** The id of the request that carries the call. */
  readonly requestId: string | number;
  /** Aborts when the client cancels the call or goes away. */
  readonly signal: AbortSignal;
  /** The headers of the HTTP request that carried the call; none over stdio. */
  readonly headers: Readonly<Record<string, string>>;
  /** The `_meta` of the request that carries the call. */
  readonly meta: Readonly<Record<string, unknown>>;
  /** Announces progress, when the client asked for it. */
  progress(progress: number, total: number): Promise<void>;
  /** Sends a log notification, if the client wants those of its level. */
  log(message: string, level: LogLevel): Promise<void>;
  /** Asks the client for something on behalf of the call, in the way of the era. */
  readonly ask: AskClient;
  /** Says that what a person was sent to a URL for is done. In the legacy era only. */
  elicitationComplete(elicitationId: string): Promise<void>;
  /** Sends an answer to any request, over `stdio` and `sse`. */
  answer(id: string | number, result: CallToolResult): Promise<void>;
}

/** A tool of the reference server, written once for both eras. */
export interface ReferenceTool {
  readonly name: string;
  readonly description: string;
  readonly input: z.ZodObject;
  readonly output?: z.ZodObject;
  readonly annotations?: ToolAnnotations;
  /** The transports over which the tool makes sense. @default all */
  readonly transports?: readonly ReferenceTransport[];
  /** The eras in which the tool makes sense. @default both */
  readonly eras?: readonly ReferenceEra[];
  run(input: unknown, context: ToolContext): CallToolResult | Promise<CallToolResult>;
}

type ToolDraft<Shape extends z.ZodRawShape> = Omit<ReferenceTool, "input" | "run"> & {
  readonly input?: Shape;
  run(
    input: z.infer<z.ZodObject<Shape>>,
    context: ToolContext,
  ): CallToolResult | string | Promise<CallToolResult | string>;
};

/** The hints of a tool that only reads: a call of it may be sent again. */
export const readOnly = { readOnlyHint: true, idempotentHint: true } as const satisfies ToolAnnotations;

/** Defines a tool with typed arguments. A string that it returns becomes a text result. */
export function defineTool<Shape extends z.ZodRawShape = Record<never, never>>(
  draft: ToolDraft<Shape>,
): ReferenceTool {
  const schema = z.object(draft.input ?? ({} as Shape));
  return {
    ...draft,
    input: schema,
    async run(input, context) {
      const result = await draft.run(schema.parse(input), context);
      return typeof result === "string" ? { content: [{ type: "text", text: result }] } : result;
    },
  };
}
