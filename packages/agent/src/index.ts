export type {
  ApprovalCall,
  ApprovalDecision,
  ApprovalFunction,
  ApprovalHints,
  ApprovalPolicy,
  ApprovalRule,
} from "./approval/approval-policy.js";
export {
  type ApprovalRequest,
  type ApprovalResponse,
  isApprovalRequest,
} from "./approval/approval-request.js";
export type { CallOptions, MakeCall, MakeCallOptions, ToolCall } from "./connection/call-options.js";
export type { CallLimits } from "./connection/call-time.js";
export type { CallInFlight, CallOwner, CallsInFlight } from "./connection/calls-in-flight.js";
export type { AskingServer, ClientFeature } from "./connection/client-feature.js";
export type { Completion, CompletionScope } from "./connection/complete-any.js";
export { Connection, type ConnectionOptions } from "./connection/connection.js";
export { type Connections, type ConnectOptions, connectServers } from "./connection/connections.js";
export { logLevels } from "./connection/log-server-message.js";
export type { CompletionInput } from "./connection/requests.js";
export type {
  ConnectionState,
  LeftOutTool,
  OnDemandConnection,
  ServerReplica,
  ServerStatus,
} from "./connection/server-status.js";
export { ServersFailedError } from "./connection/servers-failed-error.js";
export { ElicitationByHandler } from "./elicitation/by-handler.js";
export { ElicitationByInterrupt } from "./elicitation/by-interrupt.js";
export { type ElicitationInterrupt, isElicitationInterrupt } from "./elicitation/elicitation-interrupt.js";
export {
  defaultAnswerTimeoutMs,
  type ElicitationAnswer,
  type ElicitationHandler,
  type ElicitationOptions,
  type ElicitationQuestion,
  type ElicitationRequest,
  type ElicitationSchema,
  type ElicitationValue,
  type FormQuestion,
  type UrlQuestion,
} from "./elicitation/elicitation-request.js";
export type { TeamMember } from "./members/team-member.js";
export { acceptToolPins } from "./pins/accept-tool-pins.js";
export type { PinnedFieldChange, ToolPinChange } from "./pins/pin-changes.js";
export { formatToolPinReport } from "./pins/pin-report.js";
export type { PinnedDefinition, ToolPin } from "./pins/tool-pin.js";
export { ToolPins, type ToolPinsOptions } from "./pins/tool-pins.js";
export type { TeamPrompt, TeamPromptResult, TeamPrompts } from "./prompts/team-prompts.js";
export { checkPinnedResources } from "./resources/check-pinned-resources.js";
export type { PinnedResource } from "./resources/pinned-resources.js";
export type {
  ResourceScope,
  TeamResource,
  TeamResourceContents,
  TeamResources,
  TeamResourceTemplate,
} from "./resources/team-resources.js";
export type { McpBlockFacts } from "./results/block-facts.js";
export {
  type Budget,
  type ResultLimit,
  resultLimitDefaults,
  smallestBudget,
} from "./results/limit.js";
export type { MediaPolicy } from "./results/media-policy.js";
export type { CutFacts } from "./results/result-limit-middleware.js";
export type { McpMessageFacts } from "./results/tool-message.js";
export type { ResultFacts } from "./results/tool-result.js";
export { RootsFeature } from "./roots/roots-feature.js";
export { type RootOption, rootProblems } from "./roots/to-roots.js";
export { SamplingFeature, type SamplingFeatureOptions } from "./sampling/sampling-feature.js";
export {
  type SamplingDecision,
  type SamplingModel,
  type SamplingOptions,
  type SamplingParams,
  type SamplingRequest,
  samplingDefaults,
} from "./sampling/sampling-options.js";
export type { ToolsSelected } from "./selection/selection-middleware.js";
export {
  type RankTools,
  searchToolName,
  type ToolQuery,
  type ToolSelectionOptions,
  type ToolSelectionStrategy,
} from "./selection/tool-selection-options.js";
export { guardProblems, reachProblems } from "./serve/guard/check-guard-options.js";
export { type Decision, Guard } from "./serve/guard/guard.js";
export type { Identity } from "./serve/guard/identity.js";
export { isLoopback } from "./serve/guard/is-loopback.js";
export { isTooDeep, maxJsonDepth } from "./serve/guard/json-depth.js";
export {
  type AuthOptions,
  type GuardOptions,
  type GuardSettings,
  guardDefaults,
  type JwtOptions,
  type RequestRate,
} from "./serve/guard/options.js";
export { bodyTooDeep, type Refusal } from "./serve/guard/refusal.js";
export { askCaller } from "./serve/offer/ask-caller.js";
export type {
  CommonServeOptions,
  Exposure,
  HttpServedTeam,
  HttpServeOptions,
  ServedTeam,
  ServeOptions,
  StdioServeOptions,
} from "./serve/serve-options.js";
export { serveTeam } from "./serve/serve-team.js";
export type {
  ProtocolEra,
  ProtocolOption,
  ServerDefinition,
  ToolFilter,
  ToolTimeouts,
} from "./server-definition.js";
export type {
  AgentTeam,
  ServerHealth,
  TeamCallable,
  TeamHealth,
  TeamStreamChunk,
  TeamStreamChunks,
  TeamStreamOptions,
} from "./team/agent-team.js";
export { type BuiltInOptions, builtInToolNames } from "./team/built-in-names.js";
export type { ContextSchemaOption, ContextTypes } from "./team/context-types.js";
export { createTeam } from "./team/create-team.js";
export type { MiddlewareTypes } from "./team/middleware-types.js";
export { probeTenants } from "./team/probe-tenants.js";
export type { ResponseFormatOption, ResponseTypes } from "./team/response-types.js";
export type {
  TeamInput,
  TeamOutput,
  TeamRunArguments,
  TeamRunInput,
  TeamRunOptions,
  TeamState,
  ThreadTypes,
} from "./team/run-types.js";
export { createTeamCallable, type TeamCallableOptions } from "./team/team-callable.js";
export type { TeamEvents } from "./team/team-events.js";
export type { TeamOptions, TeamTypesOf } from "./team/team-options.js";
export type { Misuse, TeamTypes } from "./team/team-types.js";
export type { TenantsSetup } from "./tenants/open-servers.js";
export { principalId } from "./tenants/principal.js";
export {
  type PrincipalServer,
  type TenantsOptions,
  type TenantTypes,
  tenantDefaults,
} from "./tenants/tenant-options.js";
export type { McpTool } from "./toolset/mcp-tool.js";
export type { ToolNaming } from "./toolset/name-tools.js";
export type {
  McpLogEvent,
  McpProgressEvent,
  McpStreamEvent,
  TeamCustomEvent,
  TeamStreamEvent,
  TeamToolCallEvent,
  TeamToolResultEvent,
} from "./toolset/stream-events.js";
export { ToolLists } from "./toolset/tool-lists.js";
export type { McpToolMetadata } from "./toolset/tool-metadata.js";
export { Toolset, type ToolsetOptions } from "./toolset/toolset.js";
