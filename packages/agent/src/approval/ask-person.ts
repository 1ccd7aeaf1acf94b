import type { StructuredToolInterface } from "@langchain/core/tools";
import { interrupt } from "@langchain/langgraph";
import { ConfigurationError } from "@mcp-team/transports";
import type { HITLRequest } from "langchain";
import { type Decided, decide, type Misfit, type WaitingCall } from "./decide.js";

/**
 * Interrupts the run until a person has decided about every call. Decisions that cannot be carried out are asked for again,
 * with the reason: what a run was resumed with once stays with it, so an error would come back for ever.
 */
export function askPerson(
  waiting: readonly WaitingCall[],
  findTool: (name: string) => StructuredToolInterface | undefined,
): Decided {
  let problems: Misfit["problems"] = new Map();
  for (;;) {
    const outcome = decide(waiting, ask(toRequest(waiting, problems)), findTool);
    if ("calls" in outcome) return outcome;
    problems = outcome.problems;
  }
}

function ask(request: HITLRequest): unknown {
  try {
    return interrupt(request);
  } catch (error) {
    // Source: LangGraph, the error code of GraphValueError.
    if (
      !(error instanceof Error && "lc_error_code" in error && error.lc_error_code === "MISSING_CHECKPOINTER")
    )
      throw error;
    const message =
      "is missing, and a call waits for approval: compile the graph that the team is a node of with a checkpointer";
    throw new ConfigurationError([{ path: "checkpointer", message }], { cause: error });
  }
}

/** What a person is shown: the same that LangChain's `humanInTheLoopMiddleware` shows. */
function toRequest(waiting: readonly WaitingCall[], problems: Misfit["problems"]): HITLRequest {
  return {
    actionRequests: waiting.map(({ name, args, gate }, index) => {
      const wrong = problems.get(index) ?? [];
      const note = wrong.length > 0 ? [`Nothing was called: ${wrong.join(" ")}`] : [];
      return { name, args: { ...args }, description: [...note, gate.description].join("\n\n") };
    }),
    reviewConfigs: waiting.map(({ name, gate: { allowedDecisions, argsSchema } }) => ({
      actionName: name,
      allowedDecisions: [...allowedDecisions],
      ...(argsSchema && { argsSchema }),
    })),
  };
}
