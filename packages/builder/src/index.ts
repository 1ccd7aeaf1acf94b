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
  ServerDefaults,
  ServerOptions,
  ServerUrl,
  SseServer,
  SseServerOptions,
  StdioServer,
  StdioServerOptions,
} from "./servers/server-options.js";
