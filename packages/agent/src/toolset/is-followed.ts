import { CallbackManager, type Callbacks } from "@langchain/core/callbacks/manager";
import { ensureConfig } from "@langchain/core/runnables";
import { AsyncLocalStorageProviderSingleton } from "@langchain/core/singletons";
import type { StructuredTool, ToolRunnableConfig } from "@langchain/core/tools";

/** The variables with which the environment has every run followed, when one of them is `true`. Source: LangChain, `CallbackManager`. */
const followingVariables = [
  "LANGCHAIN_VERBOSE",
  "LANGSMITH_TRACING_V2",
  "LANGCHAIN_TRACING_V2",
  "LANGSMITH_TRACING",
  "LANGCHAIN_TRACING",
] as const;

/** How long what the environment says is remembered, in milliseconds. */
const rememberedMs = 100;

/** Whether the environment wants every run to be followed, and until when nobody looks again. */
let everyRun = false;
let lookAgainAt = 0;

/** What LangChain keeps of the run that a tool's run is part of, while there is one. */
export type RunAround = ReturnType<
  ReturnType<typeof AsyncLocalStorageProviderSingleton.getInstance>["getStore"]
>;

/** The run that goes on at this moment, looked up once for all that depends on it. */
export function runAround(): RunAround {
  return AsyncLocalStorageProviderSingleton.getInstance().getStore();
}

/** What a run of a tool goes by: it has what it is not given from the run that it is part of. */
export function runConfig(
  config: ToolRunnableConfig | undefined,
  around: RunAround,
): ToolRunnableConfig | undefined {
  if (around === undefined || AsyncLocalStorageProviderSingleton.getRunnableConfig() === undefined)
    return config;
  // A time limit begins when the run does.
  return config?.timeout === undefined ? ensureConfig(config) : config;
}

/**
 * Whether LangChain has something to do for a run of a tool: for callbacks of the run, of the tool or of the environment
 * (LangSmith, verbose), or for a time limit.
 *
 * @param config - all that the run goes by
 */
export function isFollowed(
  tool: StructuredTool,
  config: ToolRunnableConfig | undefined,
  around: RunAround,
): boolean {
  const { defaultConfig, callbacks, verbose } = tool;
  if (config?.timeout !== undefined || !hasOnlyName(defaultConfig)) return true;
  if (handlersIn(config?.callbacks) > 0) return true;
  // Traces around it, and hooks that a program has registered, are kept where they hold.
  if (callbacks || verbose || around !== undefined) return hasHandler(callbacks, verbose);
  return isEveryRunFollowed();
}

/** Each variable is looked up in the operating system, which takes longer than all else before a call is sent. */
function isEveryRunFollowed(): boolean {
  const now = performance.now();
  if (now < lookAgainAt) return everyRun;
  lookAgainAt = now + rememberedMs;
  const { env } = process;
  everyRun = followingVariables.some((name) => env[name] === "true");
  return everyRun;
}

function hasHandler(ofTool: Callbacks | undefined, verbose: boolean): boolean {
  const none = undefined;
  return handlersIn(CallbackManager.configure(none, ofTool, none, none, none, none, { verbose })) > 0;
}

/** A run that is part of another one is given a manager, also when that has nobody to tell. */
function handlersIn(callbacks: Callbacks | undefined): number {
  if (callbacks === undefined) return 0;
  return (Array.isArray(callbacks) ? callbacks : callbacks.handlers).length;
}

function hasOnlyName(config: object | undefined): boolean {
  for (const key in config) if (key !== "runName") return false;
  return true;
}
