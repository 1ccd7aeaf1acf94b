import type { AgentTeam } from "@mcp-team/agent";
import type { ConfigurationProblem } from "@mcp-team/transports";
import { writePath } from "../problems/path.js";
import { kindOfValue, showValue } from "../problems/show-value.js";

/** A builder, as far as the team that it is a member of needs to know it. */
export interface MemberBuilder {
  readonly name: string;
  build(): Promise<AgentTeam>;
}

/** A team as a member of another one: a team that is there, or one that is built with it. */
export type MemberOption = AgentTeam | MemberBuilder;

/** Whether a member is built with the team. */
export function isBuilder(member: MemberOption): member is MemberBuilder {
  return "build" in member;
}

/** Where the member is, for messages: `teams.research`. */
export function memberPath(members: readonly MemberOption[], index: number): string {
  const member: unknown = members[index];
  const name = typeof member === "object" ? members[index]?.name : undefined;
  const isOnly = members.filter((each) => each?.name === name).length === 1;
  return writePath("teams", [typeof name === "string" && isOnly ? name : index]);
}

/**
 * Says what is wrong with the members of all `withTeam` calls together.
 *
 * @param taken - the names of the local tools
 */
export function checkMembers(
  members: readonly MemberOption[],
  taken: ReadonlySet<unknown>,
): ConfigurationProblem[] {
  return members.flatMap((member, index) => {
    const message = problemWithMember(member) ?? problemWithName(members, index, taken);
    return message === undefined ? [] : [{ path: memberPath(members, index), message }];
  });
}

function problemWithMember(member: unknown): string | undefined {
  const isObject = typeof member === "object" && member !== null;
  if (isObject && ("build" in member || ("asTool" in member && "close" in member))) return undefined;
  const advice = isObject && "then" in member ? ": await build() first" : "";
  return `must be a team, or a builder of one, not ${kindOfValue(member)}${advice}`;
}

function problemWithName(
  members: readonly MemberOption[],
  index: number,
  taken: ReadonlySet<unknown>,
): string | undefined {
  const name = members[index]?.name;
  if (taken.has(name)) return `has the name ${showValue(name)}, which a local tool has: rename one of them`;
  if (members.findIndex((member) => member?.name === name) === index) return undefined;
  return `has the name ${showValue(name)}, which another team has: rename one of them`;
}
