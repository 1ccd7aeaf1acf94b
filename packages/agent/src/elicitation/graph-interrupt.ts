/**
 * Interrupts the run that goes on.
 *
 * LangGraph is loaded here, where a run is and has it: connections and tools are used without it, too.
 *
 * @returns what the run was resumed with
 * @throws GraphInterrupt when it was not yet
 */
export async function interruptRun(value: unknown): Promise<unknown> {
  const { interrupt } = await import("@langchain/langgraph");
  return interrupt(value);
}

/** Whether an error is there to interrupt a run. */
export async function isInterrupt(error: unknown): Promise<boolean> {
  const { isGraphInterrupt } = await import("@langchain/langgraph");
  return isGraphInterrupt(error);
}
