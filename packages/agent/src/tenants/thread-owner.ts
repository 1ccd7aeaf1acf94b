import type { BaseCheckpointSaver } from "@langchain/langgraph";
import { ConfigurationError } from "@mcp-team/transports";
import type { TeamRunOptions } from "../team/run-types.js";
import { ownerKey } from "./owner-key.js";

/** The options of a run that says whom it is for. */
export function runOf(owner: string, options: TeamRunOptions | undefined): TeamRunOptions {
  return { ...options, configurable: { ...options?.configurable, [ownerKey]: owner } };
}

/** A checkpointer that notes whose each conversation is. */
export function ownedCheckpointer(saver: BaseCheckpointSaver): BaseCheckpointSaver {
  const put: BaseCheckpointSaver["put"] = (config, checkpoint, metadata, versions) => {
    const owner: unknown = config.configurable?.[ownerKey];
    const noted = owner === undefined ? metadata : { ...metadata, [ownerKey]: owner };
    return saver.put(config, checkpoint, noted, versions);
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
 * @throws ConfigurationError when it is
 */
export async function assertOwner(
  owner: string,
  { configurable }: TeamRunOptions,
  saver: BaseCheckpointSaver,
): Promise<void> {
  const { thread_id, checkpoint_id } = configurable ?? {};
  const saved = await saver.getTuple({ configurable: { thread_id, checkpoint_id, checkpoint_ns: "" } });
  const before: unknown = (saved?.metadata as Readonly<Record<string, unknown>> | undefined)?.[ownerKey];
  if (before === undefined || before === owner) return;
  throw notTheirs();
}

/** The error of a run that would go on with a conversation of somebody else. */
export function notTheirs(): ConfigurationError {
  const message = "is the conversation of another principal";
  return new ConfigurationError([{ path: "configurable.thread_id", message }], {
    hint: "Take a thread_id that nobody else can have: one that holds the user's own id, for example.",
  });
}
