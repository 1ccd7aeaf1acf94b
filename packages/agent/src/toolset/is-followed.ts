import { CallbackManager } from "@langchain/core/callbacks/manager";
import { AsyncLocalStorageProviderSingleton } from "@langchain/core/singletons";
import type { StructuredTool, ToolRunnableConfig } from "@langchain/core/tools";

/** Whether the environment wants every run to be followed, as far as that is known at this moment. */
let everyRun: boolean | undefined;

/**
 * Whether LangChain has something to do for a run of a tool: for callbacks of the run, of the tool or of the environment
 * (LangSmith, verbose), for a run that it is part of, or for a time limit.
 */
export function isFollowed(tool: StructuredTool, config: ToolRunnableConfig | undefined): boolean {
  const { defaultConfig, callbacks, verbose } = tool;
  if (config?.timeout !== undefined || !hasOnlyName(defaultConfig)) return true;
  if (AsyncLocalStorageProviderSingleton.getRunnableConfig() !== undefined) return true;
  const given = config?.callbacks;
  // Traces around it, and hooks that a program has registered, are kept where they hold.
  const around = AsyncLocalStorageProviderSingleton.getInstance().getStore();
  if (given || callbacks || verbose || around !== undefined) return hasHandler(given, callbacks, verbose);
  return isEveryRunFollowed();
}

/** LangChain looks up six variables for this, each of them in the operating system: once for all calls of a moment will do. */
function isEveryRunFollowed(): boolean {
  if (everyRun !== undefined) return everyRun;
  process.nextTick(() => {
    everyRun = undefined;
  });
  everyRun = hasHandler();
  return everyRun;
}

type Callbacks = StructuredTool["callbacks"];

function hasHandler(ofRun?: Callbacks, ofTool?: Callbacks, verbose = false): boolean {
  return (
    CallbackManager.configure(ofRun, ofTool, undefined, undefined, undefined, undefined, { verbose }) !==
    undefined
  );
}

function hasOnlyName(config: object | undefined): boolean {
  for (const key in config) if (key !== "runName") return false;
  return true;
}
