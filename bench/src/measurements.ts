import type { Goal, Measurement } from "./measurement.js";
import { agentTurn } from "./measurements/agent-turn.js";
import { building } from "./measurements/building.js";
import { callsMemory } from "./measurements/calls-memory.js";
import { connect } from "./measurements/connect.js";
import { connectionMemory } from "./measurements/connection-memory.js";
import { importing } from "./measurements/importing.js";
import { large } from "./measurements/large.js";
import { latency } from "./measurements/latency.js";
import { parallel } from "./measurements/parallel.js";
import { recovery } from "./measurements/recovery.js";
import { replicas } from "./measurements/replicas.js";

/** A goal of mcp-team. */
function goal(metric: string, of: string, limit: Pick<Goal, "atMost" | "atLeast" | "shortfall">): Goal {
  return { metric, subject: "mcp-team", of, ...limit };
}

/** From the profile of a warm call, whose base is 31 µs of the bare 1.x client. */
const layers =
  "The SDK 2.x client takes about 60 µs (it parses each message with zod more than once) and LangChain's part of a tool 36 µs; the rest, " +
  "about 55 µs, is the project's own: spans, the relation of calls by AsyncLocalStorage, time limits, and the parts of a line.";

/** As the profile of a warm call shows it. */
const webStreams =
  "The SDK's transport reads each answer through two transform streams, and all above it is what a call over stdio has, too.";

/** What can be measured, by name, in the order in which all of it is. */
export const measurements: Readonly<Record<string, Measurement>> = {
  "latency-stdio": latency("stdio", "stdio", [
    goal("cpu", "sdk-1", { atMost: 1.15, shortfall: layers }),
    goal("cpu", "mcp-adapters", { atMost: 0.65, shortfall: layers }),
    goal("paced", "sdk-1", { atMost: 1.15, shortfall: layers }),
    goal("paced", "mcp-adapters", { atMost: 0.65, shortfall: layers }),
  ]),
  "latency-sse": latency("sse", "SSE", [goal("paced", "sdk-1", { atMost: 0.8, shortfall: layers })]),
  "latency-http": latency("http", "Streamable HTTP", [
    goal("paced", "sdk-1", { atMost: 0.85, shortfall: webStreams }),
  ]),
  "parallel-stdio": parallel("stdio", "stdio", [goal("rate", "sdk-1", { atLeast: 1, shortfall: layers })]),
  "parallel-sse": parallel("sse", "SSE", [goal("rate", "sdk-1", { atLeast: 1.1 })]),
  "parallel-http": parallel("http", "Streamable HTTP", [goal("rate", "sdk-1", { atLeast: 1.1 })]),
  "large-1": large(1, "sdk-1", []),
  "large-10": large(10, "sdk-1", [
    goal("time", "hand-written", { atMost: 1.5 }),
    goal("time", "sdk-1", { atMost: 0.21 }),
  ]),
  // The clients of the SDK do not live to see it.
  "large-50": large(50, "hand-written", [goal("time", "hand-written", { atMost: 1.5 })]),
  "connect-1": connect(1, []),
  "connect-4": connect(4, []),
  "connect-8": connect(8, [goal("time", "sdk-1", { atMost: 1 })]),
  "connect-16": connect(16, []),
  "connection-memory": connectionMemory,
  "calls-memory": callsMemory,
  "agent-turn": agentTurn,
  recovery,
  replicas,
  importing,
  building,
};
