import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import type { StructuredToolInterface } from "@langchain/core/tools";
import type { BaseCheckpointSaver, BaseStore } from "@langchain/langgraph";
import type { AgentMiddleware } from "langchain";
import type { Logger } from "pino";
import type { ApprovalPolicy } from "../approval/approval-policy.js";
import type { Connections } from "../connection/connections.js";
import type { TeamMember } from "../members/team-member.js";
import type { PinnedResource } from "../resources/pinned-resources.js";
import type { ResultLimit } from "../results/limit.js";
import type { MediaPolicy } from "../results/media-policy.js";
import type { RootsFeature } from "../roots/roots-feature.js";
import type { ToolSelectionOptions } from "../selection/tool-selection-options.js";
import type { TenantsSetup } from "../tenants/open-servers.js";
import type { Toolset } from "../toolset/toolset.js";
import type { ContextSchemaOption, ContextTypes } from "./context-types.js";
import type { MiddlewareTypes } from "./middleware-types.js";
import type { ResponseFormatOption, ResponseTypes } from "./response-types.js";
import type { ThreadTypes } from "./run-types.js";
import type { TeamTypes } from "./team-types.js";

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
  /** Which calls wait for a person. The team needs a checkpointer for them. @default none */
  readonly approvals?: readonly ApprovalPolicy[];
  readonly middleware?: readonly AgentMiddleware[];
  /** Which tools each model request carries, of many. `search_tools` has to be reserved in the toolset. @default all */
  readonly toolSelection?: ToolSelectionOptions;
  /** Where conversations are kept between runs. `true` takes the one of the graph that the team is a node of. */
  readonly checkpointer?: BaseCheckpointSaver | boolean;
  readonly store?: BaseStore;
  /** The roots that the connections offer to servers, for `team.setRoots`. */
  readonly roots?: RootsFeature;
  /** A zod or JSON schema for `structuredResponse`, as `createAgent` takes it. */
  readonly responseFormat?: ResponseFormatOption;
  /** What the `context` of a run has to be: middleware and tools read it at `runtime.context`. */
  readonly contextSchema?: ContextSchemaOption;
  /**
   * How much of a result the model sees; a tool `read_result` gives it the rest. The toolset has to leave that name free.
   * @default all of it
   */
  readonly resultLimit?: ResultLimit;
  /**
   * Whether the model has the tools `list_resources` and `read_resource`. The toolset has to leave these names free.
   * @default false
   */
  readonly resourcesAsTools?: boolean;
  /** Resources whose text is a part of the system prompt. @default [] */
  readonly pinnedResources?: readonly PinnedResource[];
  /** Which media reach the model. @default those that its LangChain profile does not rule out */
  readonly media?: MediaPolicy;
  /** Whom runs are for, and the servers that are connected to for each of them. @default all runs share all servers */
  readonly tenants?: TenantsSetup;
  readonly logger?: Logger;
}

/** The types of the team that some options make. */
export type TeamTypesOf<Options extends TeamOptions> = TeamTypes &
  (Options extends { readonly responseFormat: infer Format extends ResponseFormatOption }
    ? ResponseTypes<Format>
    : unknown) &
  (Options extends { readonly contextSchema: infer Schema extends ContextSchemaOption }
    ? ContextTypes<Schema>
    : unknown) &
  (Options extends { readonly middleware: infer M extends readonly AgentMiddleware[] }
    ? MiddlewareTypes<M>
    : unknown) &
  (Options extends { readonly checkpointer: BaseCheckpointSaver } ? ThreadTypes : unknown);
