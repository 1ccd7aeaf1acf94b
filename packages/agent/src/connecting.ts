// What it takes to connect to servers and to call their tools. Loading it loads neither LangChain's agent nor LangGraph.
export { connectServers } from "./connection/connections.js";
export { ElicitationByHandler } from "./elicitation/by-handler.js";
export { ElicitationByInterrupt } from "./elicitation/by-interrupt.js";
export { RootsFeature } from "./roots/roots-feature.js";
export { SamplingFeature } from "./sampling/sampling-feature.js";
export { ToolLists } from "./toolset/tool-lists.js";
export { Toolset } from "./toolset/toolset.js";
