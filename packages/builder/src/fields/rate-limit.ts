import type { RateLimit } from "@mcp-team/transports";
import { rateLimitProblems } from "@mcp-team/transports/settings";
import { optionsObject } from "./options-object.js";

/** How much a server is asked to do. */
export const rateLimit = optionsObject<RateLimit>({
  what: "`rateLimit`",
  expected: "an object such as { calls: 10, perMs: 1_000, concurrent: 4 }",
  known: ["calls", "perMs", "concurrent", "maxQueued"],
  problems: rateLimitProblems,
});
