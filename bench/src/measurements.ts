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

/** From a profile of calls over stdio, one after the other, the server left out; Node.js 24. */
const layers =
  "Of the processor time of a call, 47 % is the write to the pipe, 21 % Node.js and V8 around it, less than 1 % LangChain, and 30 % the project's own, half of which is JSON: the rest is reconnecting, arguments, limits, result.";

/** From the times at which a call is written, and its answer read. */
const waking =
  "Three quarters of it and more are the write and the wait for the server, which take every library the same, as another core has to be woken; 0.006 to 0.01 ms of the wait are the server's, which reads by what it may tell its progress. What comes before and after is 0.04 to 0.08 ms, with the hand-written client 0.02 to 0.04, with mcp-adapters 0.1 to 0.3: after a pause, little of a library's code is in the processor's caches.";

/** From runs of 40,000 calls side by side, and from trying it: writes were put together, by 4, by 8, by 16 and all of a moment. */
const turns =
  "A call takes less processor time than the base's, and the server is what both wait for; how often client and server wait for each other differs from run to run: 0.92 to 1.13 were seen. To write calls together made it worse, for the server then waits for all of them.";

/** As the profile of a warm call shows it. */
const webStreams =
  "Of a call's processor time the write to the socket takes a sixth, the SDK's transport with its zod parse a seventh, and the web's Response and Headers a twentieth; most of the rest is undici and Node.js.";

/** From the processor time of the clients, and from runs of the same client. */
const starting =
  "The servers' start takes nearly all of it on two cores, so half of the client's own 15 to 65 ms counts. A third of these is starting the processes, which takes the longer the more memory the program has (140 MB with LangChain's tools, 106 with the base), and one more of them ends the servers when the program is killed. The rest is code that runs for the first times, and what V8 collects in the meantime.";

/** As the processor time of both processes shows it. */
const server =
  "Client and server share the cores, and the server takes the larger part of them, whatever the client: the hand-written one gains little more.";

/** From the hand-written client, which does nothing else. */
const parsing =
  "Nearly all of it is reading a pipe that holds 64 kB and parsing the JSON once, and how long these take beside all that the SDK does differs by machine.";

/** What can be measured, by name, in the order in which all of it is. */
export const measurements: Readonly<Record<string, Measurement>> = {
  "latency-stdio": latency("stdio", "stdio", [
    goal("cpu", "sdk-1", { atMost: 1.15, shortfall: layers }),
    goal("cpu", "mcp-adapters", { atMost: 0.65, shortfall: layers }),
    goal("paced", "sdk-1", { atMost: 1.15, shortfall: waking }),
    goal("paced", "mcp-adapters", { atMost: 0.65, shortfall: waking }),
  ]),
  "latency-sse": latency("sse", "SSE", [goal("paced", "sdk-1", { atMost: 0.8, shortfall: layers })]),
  "latency-http": latency("http", "Streamable HTTP", [
    goal("paced", "sdk-1", { atMost: 0.85, shortfall: webStreams }),
  ]),
  "parallel-stdio": parallel("stdio", "stdio", [goal("rate", "sdk-1", { atLeast: 1, shortfall: turns })]),
  "parallel-sse": parallel("sse", "SSE", [goal("rate", "sdk-1", { atLeast: 1.1 })]),
  "parallel-http": parallel("http", "Streamable HTTP", [
    goal("rate", "sdk-1", { atLeast: 1.1, shortfall: server }),
  ]),
  "large-1": large(1, "sdk-1", []),
  "large-10": large(10, "sdk-1", [
    goal("time", "hand-written", { atMost: 1.5 }),
    goal("time", "sdk-1", { atMost: 0.21, shortfall: parsing }),
  ]),
  // Unless they are told otherwise, the SDK's clients end the connection at a line of more than 10 MiB (`maxBufferSize`).
  "large-50": large(50, "hand-written", [goal("time", "hand-written", { atMost: 1.5 })]),
  "connect-1": connect(1, []),
  "connect-4": connect(4, []),
  "connect-8": connect(8, [goal("time", "sdk-1", { atMost: 1, shortfall: starting })]),
  "connect-16": connect(16, []),
  "connection-memory": connectionMemory,
  "calls-memory": callsMemory,
  "agent-turn": agentTurn,
  recovery,
  replicas,
  importing,
  building,
};
