import type { ReferenceServerOptions } from "../server/options.js";
import { referenceServer } from "./reference-server.js";
import { type ServerProcess, startServerProcess } from "./server-process.js";

/** A reference server that is reached by URL, with variables for its environment. */
export type StartServerOptions = ReferenceServerOptions & {
  readonly transport: "sse" | "http";
  /** Added to a small safe environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** How long the server has to listen, in milliseconds. @default 10_000 */
  readonly timeoutMs?: number;
};

/**
 * Starts a reference server that listens on a loopback address. It ends with this process, however that ends.
 *
 * @throws {@link ServerStartError} when it ends before it listens
 * @throws {@link TimeoutError} when it does not listen in time
 */
export function startServer({ env, timeoutMs, ...options }: StartServerOptions): Promise<ServerProcess> {
  return startServerProcess({ ...referenceServer({ exitWithStdin: true, ...options }), env, timeoutMs });
}
