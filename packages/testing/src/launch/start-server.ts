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

/** A reference server in a process of its own. After a restart, everything here is about the new process. */
export interface RestartableServer extends ServerProcess {
  /**
   * Kills the process, if it is still there, and starts another one with the same options on the same port. It knows
   * none of the sessions.
   *
   * @throws {@link ServerStartError} when the new one ends before it listens
   */
  restart(): Promise<void>;
}

/**
 * Starts a reference server that listens on a loopback address. It ends with this process, however that ends.
 *
 * @throws {@link ServerStartError} when it ends before it listens
 * @throws {@link TimeoutError} when it does not listen in time
 */
export async function startServer(given: StartServerOptions): Promise<RestartableServer> {
  const { env, timeoutMs, ...options } = given;
  const start = (port = options.port ?? 0) =>
    startServerProcess({ ...referenceServer({ exitWithStdin: true, ...options, port }), env, timeoutMs });
  let current = await start();
  let restarting: Promise<void> = Promise.resolve();
  const port = Number(new URL(current.url).port);
  const replace = async () => {
    await current.kill();
    current = await start(port);
  };
  const stop = async () => {
    await restarting.catch(() => {});
    await current.stop();
  };
  return {
    url: current.url,
    get pid() {
      return current.pid;
    },
    stderr: () => current.stderr(),
    kill: (signal) => current.kill(signal),
    restart() {
      restarting = restarting.then(replace, replace);
      return restarting;
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
