// All that it takes to connect: the SDK, the transports, and LangChain's tools.
export { connectServers, ToolLists, Toolset } from "@mcp-team/agent/connecting";
export { defineServer } from "../servers/define-server.js";
export { definePrincipalServer } from "../servers/principal-servers.js";
export { createFeatures } from "./client-features.js";
