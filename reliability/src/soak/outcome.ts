import { McpTeamError, OutcomeUnknownError, ToolError } from "@mcp-team/builder";
import type { Call } from "./call.js";

/** How a call ended. */
export type Outcome = "answered" | "unknown" | "not run" | "wrong";

/** Makes a call, and judges how it ended. */
export async function outcomeOf(
  { answer, fails = false }: Call,
  calling: Promise<unknown>,
): Promise<{ readonly outcome: Outcome; readonly reason: string }> {
  try {
    const result = await calling;
    const right = !fails && result === answer;
    return { outcome: right ? "answered" : "wrong", reason: right ? "" : excerpt(result) };
  } catch (error) {
    return { outcome: judge(error, fails ? answer : undefined), reason: excerpt(error) };
  }
}

function judge(error: unknown, expected: string | undefined): Outcome {
  if (ToolError.isInstance(error)) return error.message === expected ? "answered" : "wrong";
  if (OutcomeUnknownError.isInstance(error)) return "unknown";
  return McpTeamError.isInstance(error) && error.effect === "none" ? "not run" : "wrong";
}

function excerpt(value: unknown): string {
  return String(value).slice(0, 300);
}
