import type { PrincipalServer, ServerDefinition } from "@mcp-team/agent";
import { type Auth, ConfigurationError, McpTeamError, memoryTokenStore } from "@mcp-team/transports";
import type { z } from "zod";
import { auth as authField } from "../fields/auth.js";
import type { ContextFunction } from "../fields/context-function.js";
import { environment } from "../fields/environment.js";
import { headerMap } from "../fields/headers.js";
import { writePath } from "../problems/path.js";
import { type AuthBoundTo, bindAuth, bindFunction } from "./bind-context.js";
import { connectionCount } from "./connection-count.js";
import { contextOptions } from "./context-options.js";
import { defineServer, type SharedOptions } from "./define-server.js";
import type { ServerConfig } from "./server-config.js";

/** A server that is connected to for each principal, with what its functions give for it. */
export function definePrincipalServer(server: ServerConfig, shared: SharedOptions): PrincipalServer {
  const { name, transport: kind } = server;
  const store = memoryTokenStore();
  return {
    name,
    kind,
    options: contextOptions(server),
    size: connectionCount(server),
    define: (to) => defineFor(server, shared, { ...to, store }),
  };
}

async function defineFor(
  server: ServerConfig,
  shared: SharedOptions,
  to: AuthBoundTo,
): Promise<ServerDefinition> {
  const { name } = server;
  const given = <T>(option: string, value: T | ContextFunction<T>, schema: z.ZodType<T>) =>
    ask(writePath("servers", [name, option]), value, schema, to.context());
  if (server.transport === "stdio") {
    const env = await given("env", server.env, environment);
    return defineServer({ ...server, env }, shared);
  }
  const env = await given("env", server.env, headerMap);
  const auth = server.auth && bindAuth(await given<Auth>("auth", server.auth, authField), to);
  const headers = bindFunction(server.headers, to);
  return defineServer({ ...server, env, headers, auth }, shared);
}

/**
 * Asks a function what the server is given for one principal.
 *
 * @param path - the option, for errors
 * @throws ConfigurationError when it throws, or gives what does not fit
 */
async function ask<T>(
  path: string,
  value: T | ContextFunction<T>,
  schema: z.ZodType<T>,
  context: unknown,
): Promise<T> {
  if (typeof value !== "function") return value;
  let given: unknown;
  try {
    given = await (value as ContextFunction<unknown>)({ context: context as never });
  } catch (cause) {
    if (McpTeamError.isInstance(cause)) throw cause;
    // What it says may hold what it was given: it is in the cause.
    const message = "is a function, which threw for the context of this run";
    throw new ConfigurationError([{ path, message }], { cause, hint: "Look at the `cause`." });
  }
  const { data, error } = schema.safeParse(given);
  if (error === undefined) return data;
  throw new ConfigurationError(
    error.issues.map((issue) => ({
      path: writePath(path, issue.path),
      message: `${issue.message} (its function gave that for the context of this run)`,
    })),
  );
}
