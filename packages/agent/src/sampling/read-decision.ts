import { isSpecType } from "@modelcontextprotocol/client";
import type { SamplingDecision } from "./sampling-options.js";

/**
 * Takes what `approve` gave for a decision. What is none lets nothing pass: it is an error of the program.
 *
 * @throws TypeError when it is no decision
 */
export function readDecision(given: unknown): SamplingDecision {
  if (typeof given === "boolean") return given;
  const { refuse, params } = (given ?? {}) as Record<string, unknown>;
  if (typeof refuse === "string") return { refuse };
  if (refuse === undefined && isSpecType.CreateMessageRequestParams(params)) return { params };
  throw new TypeError(
    '`approve` of the sampling gave no decision: it has to give true, false, { refuse: "why" }, or { params } as the protocol has them.',
  );
}
