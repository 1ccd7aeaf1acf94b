// What users of a team meet besides the builder, so that one import is enough.
export type {
  AgentTeam,
  ApprovalCall,
  ApprovalDecision,
  ApprovalFunction,
  ApprovalHints,
  ApprovalPolicy,
  ApprovalRequest,
  ApprovalResponse,
  ApprovalRule,
  Budget,
  Completion,
  CutFacts,
  ElicitationAnswer,
  ElicitationHandler,
  ElicitationInterrupt,
  ElicitationOptions,
  ElicitationRequest,
  McpBlockFacts,
  McpMessageFacts,
  McpStreamEvent,
  MediaPolicy,
  ResourceScope,
  ResultLimit,
  RootOption,
  SamplingDecision,
  SamplingOptions,
  SamplingParams,
  SamplingRequest,
  ServerStatus,
  TeamHealth,
  TeamInput,
  TeamOutput,
  TeamStreamEvent,
  ToolFilter,
  ToolPinChange,
  ToolPinsOptions,
  ToolSelectionOptions,
  ToolSelectionStrategy,
} from "@mcp-team/agent";

export {
  acceptToolPins,
  formatToolPinReport,
  isApprovalRequest,
  isElicitationInterrupt,
  ServersFailedError,
} from "@mcp-team/agent";
export {
  AuthenticationError,
  ConfigurationError,
  ConnectionError,
  McpTeamError,
  OutcomeUnknownError,
  ServerStartError,
  TimeoutError,
  ToolError,
} from "@mcp-team/transports";
export { MCPTeamBuilder } from "./builder/mcp-team-builder.js";
export type { TeamBuilder } from "./builder/team-builder.js";
export type {
  McpServersEntry,
  McpServersObject,
  McpServersSource,
  McpServersTransport,
} from "./mcp-servers/mcp-servers-object.js";
export type { LlmOption } from "./model/check-model.js";
export type { RemoteServerView, ServerView, StdioServerView } from "./servers/mask-server.js";
export type {
  HttpServer,
  HttpServerOptions,
  ReplicaOptions,
  ServerDefaults,
  ServerOptions,
  ServerUrl,
  SseServer,
  SseServerOptions,
  StdioServer,
  StdioServerOptions,
} from "./servers/server-options.js";
