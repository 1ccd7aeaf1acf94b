import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import type { StructuredToolInterface } from "@langchain/core/tools";
import type { BaseCheckpointSaver, BaseStore } from "@langchain/langgraph";
import type { AgentMiddleware } from "langchain";
import type { Logger } from "pino";
import type { Connections } from "../connection/connections.js";
import type { ToolNaming } from "../toolset/name-tools.js";

/** What a team is made of. */
export interface TeamOptions {
  /** Letters, digits, `_` and `-`. */
  readonly name: string;
  /** What the team is for: a supervisor and {@link AgentTeam.asTool} tell it to other models. */
  readonly description?: string;
  readonly model: BaseChatModel;
  /** The connected servers. The team closes them when it is closed. */
  readonly connections: Connections;
  /** Local LangChain tools. @default [] */
  readonly tools?: readonly StructuredToolInterface[];
  /** The system prompt. */
  readonly prompt?: string;
  /** How tools of several servers get their names. @default "collisions" */
  readonly toolNaming?: ToolNaming;
  readonly middleware?: readonly AgentMiddleware[];
  readonly checkpointer?: BaseCheckpointSaver | boolean;
  readonly store?: BaseStore;
  /** A zod or JSON schema for `structuredResponse`, as `createAgent` takes it. */
  readonly responseFormat?: unknown;
  readonly logger?: Logger;
}
