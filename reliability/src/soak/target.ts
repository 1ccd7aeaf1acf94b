import type { AgentTeam, MCPTeamBuilder } from "@mcp-team/builder";
import type { CallLogEntry } from "@mcp-team/testing";
import type { Random } from "../measure/random.js";

/** Something bad that is done to a server, and undone before the promise resolves. */
export type Fault = (random: Random, team: AgentTeam) => Promise<void>;

/** A server that calls are made to, and faults are done to. */
export interface Target extends AsyncDisposable {
  readonly name: string;
  readonly faults: Readonly<Record<string, Fault>>;
  addTo(builder: MCPTeamBuilder): void;
  /** What it ran, in all of its lives. */
  log(): CallLogEntry[];
}
