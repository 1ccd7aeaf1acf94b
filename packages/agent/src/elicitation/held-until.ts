import type { LangGraphRunnableConfig } from "@langchain/langgraph";

/** Where a run says, in its `configurable`, until when anybody may resume it. */
const heldUntilKey = "mcp_team_held_until";

/** Says that nobody resumes a run once a signal is aborted: calls that are held for it are given up then. */
export function heldUntil(signal: AbortSignal): Readonly<Record<string, unknown>> {
  return { [heldUntilKey]: signal };
}

/** The signal of {@link heldUntil}. */
export function holdingSignal(config: LangGraphRunnableConfig | undefined): AbortSignal | undefined {
  const signal: unknown = config?.configurable?.[heldUntilKey];
  return signal instanceof AbortSignal ? signal : undefined;
}
