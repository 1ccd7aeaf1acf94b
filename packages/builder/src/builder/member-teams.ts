import type { AgentTeam, TeamMember } from "@mcp-team/agent";
import type { ConfigurationProblem } from "@mcp-team/transports";
import { isBuilder, type MemberBuilder, type MemberOption, memberPath } from "../settings/member-option.js";

/** What becomes of a builder, as far as the team that it is a member of decides it. */
export interface MemberAssembly {
  /** Whether its runs, or those of its members, may wait for a person. @param above - as for `problemsBelow` */
  asksPeople(above: ReadonlySet<MemberAssembly>): boolean;
  /** Why it cannot be built as a member. @param above - the assemblies of the teams that it would be a member of */
  problemsBelow(above: ReadonlySet<MemberAssembly>): Promise<readonly ConfigurationProblem[]>;
  /** Builds it. Its runs wait in the checkpointer of the team above. */
  buildMember(): Promise<AgentTeam>;
  /** Closes the team that was built. It can be built again. */
  reopen(): Promise<void>;
  /** Adds it, and the builders among its members, to those that are closed together. They may contain each other. */
  gather(together: Set<MemberAssembly>): void;
  /** Closes what it started, and none of its members. */
  closeAlone(): Promise<void>;
}

const assemblies = new WeakMap<MemberBuilder, MemberAssembly>();

/** Makes a builder known, so that it can be a member. */
export function registerBuilder(builder: MemberBuilder, assembly: MemberAssembly): void {
  assemblies.set(builder, assembly);
}

/** Why members cannot be built, each problem under the member's name. */
export async function problemsOfMembers(
  members: readonly MemberOption[],
  above: ReadonlySet<MemberAssembly>,
): Promise<ConfigurationProblem[]> {
  const problems = members.map(async (member, index) => {
    const base = memberPath(members, index);
    const below = await (assemblyOf(member)?.problemsBelow(above) ?? []);
    return below.map(({ path, message }) => ({ path: path === "" ? base : `${base}.${path}`, message }));
  });
  return (await Promise.all(problems)).flat();
}

/**
 * Builds the members that are not there yet, side by side.
 *
 * @throws the error of the first one that failed; those that were built are closed, and no other
 */
export async function buildMembers(members: readonly MemberOption[]): Promise<TeamMember[]> {
  const outcomes = await Promise.allSettled(members.map(buildMember));
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed === undefined)
    return outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  await reopenMembers(members.filter((_, index) => outcomes[index]?.status === "fulfilled"));
  throw failed.reason;
}

/** Whether the run of a member may wait for a person. */
export function askPeople(members: readonly MemberOption[], above: ReadonlySet<MemberAssembly>): boolean {
  return members.some((member) => assemblyOf(member)?.asksPeople(above));
}

/** Closes the members that were built. Their builders can build again. */
export async function reopenMembers(members: readonly MemberOption[]): Promise<void> {
  await Promise.all(members.map((member) => assemblyOf(member)?.reopen()));
}

/** Adds the builders among the members, and among theirs, to those that are closed together. */
export function gatherMembers(members: readonly MemberOption[], together: Set<MemberAssembly>): void {
  for (const member of members) assemblyOf(member)?.gather(together);
}

async function buildMember(member: MemberOption): Promise<TeamMember> {
  if (!isBuilder(member)) return { team: member };
  return { team: await (assemblyOf(member)?.buildMember() ?? member.build()), owned: true };
}

function assemblyOf(member: MemberOption): MemberAssembly | undefined {
  // What is no team at all is a problem of its own.
  const isObject = typeof member === "object" && member !== null;
  return isObject && isBuilder(member) ? assemblies.get(member) : undefined;
}
