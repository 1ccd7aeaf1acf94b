import { rmSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ReferenceEra, referenceServer } from "@mcp-team/testing";
import { builderWithoutModel } from "../team/open-team.js";
import { type Line, serverName } from "./line.js";

/** A server that each team starts for itself. @param mark - part of its command line */
export async function localLine(name: string, era: ReferenceEra, mark: string): Promise<Line> {
  const folder = await mkdtemp(join(tmpdir(), "mcp-team-closes-"));
  const broken = join(folder, "broken");
  const server = referenceServer({ era, name: mark, brokenWhileFile: broken });
  return {
    name,
    startMs: 400,
    builder: (options) =>
      builderWithoutModel("closes").withMcpServer({ ...server, ...options, protocol: era, name: serverName }),
    lose(pid) {
      if (pid !== undefined) process.kill(pid, "SIGKILL");
    },
    keepAway: () => writeFileSync(broken, ""),
    letBack: async () => rmSync(broken, { force: true }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}
