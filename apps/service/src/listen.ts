import { isLoopback } from "@mcp-team/agent";
import { ConfigurationError } from "@mcp-team/transports";
import type { FastifyInstance } from "fastify";
import type { Settings } from "./settings.js";

const openToOthers =
  "HOST is not a loopback address, and ALLOW_REMOTE is set without keys or tokens: whoever reaches this port can run every tool.";

/**
 * Listens, and warns when others than this machine can reach it.
 *
 * @throws ConfigurationError when the address cannot be had
 */
export async function listen(app: FastifyInstance, { HOST, PORT, guard }: Settings): Promise<void> {
  try {
    await app.listen({ host: HOST, port: PORT });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ConfigurationError([problemWith(code, message, { HOST, PORT })], { cause: error });
  }
  if (!isLoopback(HOST) && !guard.auth) app.log.warn({ host: HOST }, openToOthers);
}

function problemWith(
  code: string | undefined,
  reason: string,
  { HOST, PORT }: Pick<Settings, "HOST" | "PORT">,
): { path: string; message: string } {
  switch (code) {
    case "EADDRINUSE":
      return {
        path: "PORT",
        message: `${PORT} is in use on ${HOST}: choose another one, or stop what uses it`,
      };
    case "EACCES":
      return { path: "PORT", message: `${PORT} may not be used by this user: choose one above 1023` };
    default:
      return { path: "HOST", message: `${JSON.stringify(HOST)} cannot be listened on: ${reason}` };
  }
}
