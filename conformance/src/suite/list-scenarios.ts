import { type Revision, revisions, type Scenario } from "../scenario.js";
import type { Suite } from "./prepare-suite.js";

/** Scenarios of extensions that the project does not have. */
const notOffered: ReadonlySet<string> = new Set(["auth/dpop", "auth/dpop-nonce"]);

/** Of what is asked of servers, that which is asked of every one: the others are about the fixture of an SDK, tool by tool. */
const ofEveryServer: ReadonlySet<string> = new Set(["dns-rebinding-protection"]);

/** Asks the suite what each revision requires of clients, and what it runs besides. */
export async function listScenarios(suite: Suite): Promise<Scenario[]> {
  const lists = await Promise.all(
    revisions.map(async (revision) =>
      readList((await suite("list", "--requirements", revision)).stdout, revision),
    ),
  );
  return lists.flat();
}

/**
 * Reads the list that the suite prints: names under headings.
 *
 * @throws TypeError when nothing that is required is in it
 */
export function readList(printed: string, revision: Revision): Scenario[] {
  let side: Scenario["side"] | undefined;
  const scenarios = printed.split("\n").flatMap((line): Scenario[] => {
    const heading = /^(Client|Server) scenarios/.exec(line)?.[1];
    if (heading !== undefined) side = heading === "Client" ? "client" : "server";
    const [, name, unscored] = /^\s+- (\S+)(?: \[(client|server)\])?$/.exec(line) ?? [];
    const tested = unscored ?? side;
    if (name === undefined || (tested !== "client" && tested !== "server") || !isRun(name, tested)) return [];
    return [{ name, revision, side: tested, required: unscored === undefined }];
  });
  for (const tested of ["client", "server"] as const)
    if (!scenarios.some((each) => each.side === tested && each.required))
      throw new TypeError(`The suite names nothing that ${revision} requires of a ${tested}:\n${printed}`);
  return scenarios;
}

function isRun(name: string, side: Scenario["side"]): boolean {
  return side === "client" ? !notOffered.has(name) : ofEveryServer.has(name);
}
