import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import type { StructuredToolInterface } from "@langchain/core/tools";
import type { BaseCheckpointSaver, BaseStore } from "@langchain/langgraph";
import type { AgentMiddleware, CreateAgentParams } from "langchain";
import type { Logger } from "pino";
import type { Connections } from "../connection/connections.js";
import type { TeamMember } from "../members/team-member.js";
import type { RootsFeature } from "../roots/roots-feature.js";
import type { Toolset } from "../toolset/toolset.js";

/** What a team is made of. */
export interface TeamOptions {
  /** Letters, digits, `_` and `-`. */
  readonly name: string;
  /**
   * What the team is for: supervisors, and other teams through `asTool()`, tell it to their models.
   * @default a sentence with the team's name
   */
  readonly description?: string;
  readonly model: BaseChatModel;
  /** The connected servers. The team closes them when it is closed. */
  readonly connections: Connections;
  /** The tools of the connected servers. */
  readonly toolset: Toolset;
  /** Local LangChain tools. @default [] */
  readonly tools?: readonly StructuredToolInterface[];
  /** Teams that are tools of this one. @default [] */
  readonly members?: readonly TeamMember[];
  /** The system prompt. */
  readonly prompt?: string;
  readonly middleware?: readonly AgentMiddleware[];
  readonly checkpointer?: BaseCheckpointSaver | boolean;
  readonly store?: BaseStore;
  /** A zod or JSON schema for `structuredResponse`, as `createAgent` takes it. */
  readonly responseFormat?: CreateAgentParams["responseFormat"];
  /** The roots that the connections offer to servers, for `team.setRoots`. */
  readonly roots?: RootsFeature;
  readonly logger?: Logger;
}
