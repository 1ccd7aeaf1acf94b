export type { CutScope } from "./faults/cut-rule.js";
export type { Direction } from "./faults/direction.js";
export type { FaultProxy, FaultProxyTraffic } from "./faults/fault-proxy.js";
export { type FaultProxyOptions, startFaultProxy } from "./faults/start-fault-proxy.js";
export type { FaultProxyTarget } from "./faults/target.js";
export { referenceServer, type ServerCommand } from "./launch/reference-server.js";
export {
  type ServerProcess,
  type ServerProcessOptions,
  startServerProcess,
} from "./launch/server-process.js";
export { type RestartableServer, type StartServerOptions, startServer } from "./launch/start-server.js";
export type {
  Script,
  ScriptedAnswer,
  ScriptedAnswerer,
  ScriptedMessage,
  ScriptedRequest,
  ScriptedTool,
  ScriptedToolCall,
  ScriptedTurn,
} from "./model/script.js";
export { type ScriptedModel, startScriptedModel } from "./model/scripted-model.js";
export { type OfficeQuestion, type OfficeServer, officeQuestions, officeServers } from "./office/office.js";
export { descendantsOf } from "./processes/descendants-of.js";
export { isAlive } from "./processes/is-alive.js";
export { openHandles } from "./processes/open-handles.js";
export { difference, type ResourceSnapshot, snapshotResources } from "./processes/resources.js";
export { type WaitOptions, waitFor, waitForExit } from "./processes/wait-for.js";
export { waitForRelease } from "./processes/wait-for-release.js";
export {
  type ConnectProxy,
  type ConnectProxyOptions,
  startConnectProxy,
} from "./proxies/start-connect-proxy.js";
export { type CallLogEntry, readCallLog } from "./server/call-log.js";
export type { ReferenceEra, ReferenceServerOptions, ReferenceTransport } from "./server/options.js";
