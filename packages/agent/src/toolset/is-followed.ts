import { CallbackManager } from "@langchain/core/callbacks/manager";
import { AsyncLocalStorageProviderSingleton } from "@langchain/core/singletons";
import type { StructuredTool, ToolRunnableConfig } from "@langchain/core/tools";

/**
 * Whether LangChain has something to do for a run of a tool: for callbacks of the run, of the tool or of the environment
 * (LangSmith, verbose), for a run that it is part of, or for a time limit.
 */
export function isFollowed(tool: StructuredTool, config: ToolRunnableConfig | undefined): boolean {
  const { defaultConfig, callbacks, verbose } = tool;
  if (config?.timeout !== undefined || !hasOnlyName(defaultConfig)) return true;
  if (AsyncLocalStorageProviderSingleton.getRunnableConfig() !== undefined) return true;
  const given = config?.callbacks;
  return (
    CallbackManager.configure(given, callbacks, undefined, undefined, undefined, undefined, { verbose }) !==
    undefined
  );
}

function hasOnlyName(config: object | undefined): boolean {
  for (const key in config) if (key !== "runName") return false;
  return true;
}
