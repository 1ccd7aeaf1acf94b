import type { PrincipalServer, ServerDefinition } from "@mcp-team/agent";
import { type Auth, ConfigurationError, McpTeamError } from "@mcp-team/transports";
import type { z } from "zod";
import { auth as authField } from "../fields/auth.js";
import type { ContextFunction } from "../fields/context-function.js";
import { environment } from "../fields/environment.js";
import { headerMap } from "../fields/headers.js";
import { writePath } from "../problems/path.js";
import { type BoundTo, bindAuth, bindFunction, dependsOnPrincipal } from "./bind-context.js";
import { defineServer, type SharedOptions } from "./define-server.js";
import type { ServerConfig } from "./server-config.js";

/** The options of a server that depend on whom a run is for. */
export function contextOptions(server: ServerConfig): string[] {
  const options = typeof server.env === "function" ? ["env"] : [];
  if (server.transport === "stdio") return options;
  if (typeof server.headers === "function") options.push("headers");
  if (dependsOnPrincipal(server.auth)) options.push("auth");
  return options;
}

/** A server that is connected to for each principal, with what its functions give for it. */
export function definePrincipalServer(server: ServerConfig, shared: SharedOptions): PrincipalServer {
  const { name, transport: kind } = server;
  const replicas = server.transport === "stdio" ? server.instances : server.urls?.length;
  return {
    name,
    kind,
    options: contextOptions(server),
    size: replicas ?? 1,
    define: (to) => defineFor(server, shared, to),
  };
}

async function defineFor(
  server: ServerConfig,
  shared: SharedOptions,
  to: BoundTo,
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
