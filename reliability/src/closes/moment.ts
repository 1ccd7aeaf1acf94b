import type { AgentTeam } from "@mcp-team/builder";
import type { Random } from "../measure/random.js";
import type { Line } from "./line.js";

/** The moment before a close, which a state leads to. */
export interface Moment {
  close(): Promise<void>;
  /** The team, where there is one by now. */
  readonly team: AgentTeam | undefined;
  /** What was asked, each resolved when it is settled. */
  readonly asked: readonly Promise<void>[];
}

/** Leads to a moment at which a team is closed. */
export type Approach = (line: Line, random: Random) => Promise<Moment>;
