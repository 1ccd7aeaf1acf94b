import type { CallToolResult, LoggingLevel, Progress, Tool } from "@modelcontextprotocol/client";
import type { Identity } from "../guard/identity.js";
import type { AskPerson } from "./ask-caller.js";
import type { OfferedPrompts } from "./offered-prompts.js";
import type { OfferedResources } from "./offered-resources.js";

/** Who calls a tool of a served team, whichever era it speaks. */
export interface Caller {
  /** Aborts when the caller cancels the call or is gone. */
  readonly signal: AbortSignal;
  /** Who it is, where it was asked. */
  readonly identity: Identity | undefined;
  /** Tells how far the call is. Missing when the caller did not ask for it. */
  readonly progress: ((progress: Progress) => void) | undefined;
  /** Asks the person at the client. Missing when the client cannot. */
  readonly ask: AskPerson | undefined;
  /** Tells what happens, as far as the caller wants to know. */
  log(level: LoggingLevel, data: unknown, logger: string): void;
}

/** Something that a served team offers and that may be called. */
export interface OfferedTool {
  readonly definition: Tool;
  /** Never rejects but for an abort: what goes wrong is a result with `isError`. */
  call(args: Record<string, unknown>, caller: Caller): Promise<CallToolResult>;
}

/** A list of a served team that may change. */
export type OfferedList = "tools" | "resources" | "prompts";

/** What a served team offers, in the words of neither SDK. */
export interface Offer {
  readonly name: string;
  readonly instructions: string;
  /** Whether `tools` may change. */
  readonly changes: boolean;
  /** As they are now. */
  readonly tools: readonly OfferedTool[];
  /** Those of its servers, where they are offered. */
  readonly resources: OfferedResources | undefined;
  readonly prompts: OfferedPrompts | undefined;
  /** Calls a listener when something that is offered changed. @returns a function that ends it */
  onChange(listener: (list: OfferedList) => void): () => void;
  /** Calls a listener when a server of the team says that what a person did at a URL is done. @returns a function that ends it */
  onUrlDone(listener: (elicitationId: string) => void): () => void;
}
