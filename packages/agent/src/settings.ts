// What is known of a team before it is built: options, their checks and defaults, errors. Loading it loads neither LangChain nor
// the SDK.
export { isApprovalRequest } from "./approval/approval-request.js";
export { logLevels } from "./connection/log-server-message.js";
export { ServersFailedError } from "./connection/servers-failed-error.js";
export { isElicitationInterrupt } from "./elicitation/elicitation-interrupt.js";
export { acceptToolPins } from "./pins/accept-tool-pins.js";
export { formatToolPinReport } from "./pins/pin-report.js";
export { ToolPins } from "./pins/tool-pins.js";
export { smallestBudget } from "./results/limit.js";
export { rootProblems } from "./roots/to-roots.js";
export { searchToolName } from "./selection/tool-selection-options.js";
export { askCaller } from "./serve/offer/ask-caller.js";
export { builtInToolNames } from "./team/built-in-names.js";
export { principalId } from "./tenants/principal.js";
export { tenantDefaults } from "./tenants/tenant-options.js";
