export { AuthenticationError } from "./authentication-error.js";
export { ConfigurationError, type ConfigurationProblem } from "./configuration-error.js";
export { ConnectionError } from "./connection-error.js";
export { McpTeamError, type McpTeamErrorOptions } from "./mcp-team-error.js";
export { OutcomeUnknownError } from "./outcome-unknown-error.js";
export {
  describeExit,
  ServerStartError,
  type ServerStartFacts,
  type ServerStartReason,
} from "./server-start-error.js";
export { TimeoutError } from "./timeout-error.js";
export { ToolError, type ToolErrorOptions } from "./tool-error.js";
