import type { AgentTeam } from "../team/agent-team.js";

/** A team that is a tool of another one. */
export interface TeamMember {
  readonly team: AgentTeam;
  /** Whether it closes with the team that it is a member of. @default false */
  readonly owned?: boolean;
}
