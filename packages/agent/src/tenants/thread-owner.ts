import type { BaseCheckpointSaver, CheckpointTuple } from "@langchain/langgraph";
import { ConfigurationError } from "@mcp-team/transports";
import type { TeamRunOptions } from "../team/run-types.js";
import { ownerKey } from "./owner-key.js";

/** Which conversation a run goes on with. */
export type Configurable = NonNullable<TeamRunOptions["configurable"]>;

/** The options of a run that says whom it is for. */
export function runOf(owner: string, options: TeamRunOptions | undefined): TeamRunOptions {
  return { ...options, configurable: { ...options?.configurable, [ownerKey]: owner } };
}

/** A checkpointer that notes whose each conversation is. It stays theirs when the program goes on with it by the graph itself. */
export function ownedCheckpointer(saver: BaseCheckpointSaver): BaseCheckpointSaver {
  const put: BaseCheckpointSaver["put"] = async (config, checkpoint, metadata, versions) => {
    const owner = config.configurable?.[ownerKey] ?? ownerIn(await latestOf(saver, config.configurable));
    const noted = owner === undefined ? metadata : { ...metadata, [ownerKey]: owner };
    return await saver.put(config, checkpoint, noted, versions);
  };
  return new Proxy(saver, {
    get(target, property) {
      if (property === "put") return put;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/**
 * Refuses a conversation of somebody else: what is said in it, what its tools answered and what waits for an approval in it is
 * not for this principal.
 *
 * @throws ConfigurationError when it is, or when the checkpoint to go on from is none of it
 */
export async function assertOwner(
  owner: string,
  { thread_id, checkpoint_id, checkpoint_ns = "" }: Configurable,
  saver: BaseCheckpointSaver,
): Promise<void> {
  // Whichever checkpoint is named: where there is none of that name, or with a namespace, LangGraph goes on with another one.
  assertOwned(owner, await latestOf(saver, { thread_id }));
  if (!checkpoint_id) return;
  const named = await saver.getTuple({ configurable: { thread_id, checkpoint_ns, checkpoint_id } });
  if (named === undefined) throw notThere();
  assertOwned(owner, named);
}

/** The latest checkpoint of a conversation. */
function latestOf(saver: BaseCheckpointSaver, { thread_id }: Configurable = {}) {
  return saver.getTuple({ configurable: { thread_id, checkpoint_ns: "" } });
}

/** Whose a conversation is, by one of its checkpoints. */
function ownerIn(saved: CheckpointTuple | undefined): unknown {
  return (saved?.metadata as Readonly<Record<string, unknown>> | undefined)?.[ownerKey];
}

function assertOwned(owner: string, saved: CheckpointTuple | undefined): void {
  const before = ownerIn(saved);
  if (before !== undefined && before !== owner) throw notTheirs();
}

/** LangGraph would begin the conversation anew. */
function notThere(): ConfigurationError {
  const message = "names no checkpoint of the conversation";
  return new ConfigurationError([{ path: "configurable.checkpoint_id", message }], {
    hint: "Leave it out to go on from the latest one.",
  });
}

/** The error of a run that would go on with a conversation of somebody else. */
export function notTheirs(): ConfigurationError {
  const message = "is the conversation of another principal";
  return new ConfigurationError([{ path: "configurable.thread_id", message }], {
    hint: "Take a thread_id that nobody else can have: one that holds the user's own id, for example.",
  });
}
