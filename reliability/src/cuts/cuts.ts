import { safeCallsInFlight, unsafeCallsInFlight } from "../losses/in-flight.js";
import type { Program } from "../program.js";
import type { Finding } from "../report/finding.js";
import { cutInAnswers, idleCuts, restarts, stalls } from "./losses.js";
import { type RemoteKind, remoteServer } from "./remote-server.js";

const defaultTimes = 200;

const kinds: readonly RemoteKind[] = [
  { title: "SSE", transport: "sse", era: "legacy" },
  { title: "Streamable HTTP", transport: "http", era: "legacy" },
  { title: "Streamable HTTP of 2026-07-28", transport: "http", era: "modern" },
];

/** Remote servers are cut off, idle and at work, stalled and restarted. */
export const cuts: Program = {
  title: ({ times = defaultTimes }) => `cuts: connections to remote servers are reset ${times} times each`,
  limitMs: ({ times = defaultTimes }) => 60_000 + times * 5_000,
  async run({ times = defaultTimes }) {
    const findings: Finding[] = [];
    for (const kind of kinds) findings.push(...(await cutOff(kind, times)));
    return findings;
  },
};

async function cutOff(kind: RemoteKind, times: number): Promise<Finding[]> {
  const rounds = Math.max(1, Math.round(times / 20));
  await using server = await remoteServer(kind);
  const findings = [
    await idleCuts(server, times),
    ...(await safeCallsInFlight(server, rounds, "cuts")),
    await cutInAnswers(server, rounds),
    ...(await unsafeCallsInFlight(server, rounds, "cuts")),
    await stalls(server, rounds),
    await restarts(server, rounds),
  ];
  return findings.map((finding, index) =>
    index === 0 ? { ...finding, what: `${kind.title}: ${finding.what}` } : finding,
  );
}
