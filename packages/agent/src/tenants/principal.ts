import { createHash } from "node:crypto";
import { ConfigurationError } from "@mcp-team/transports/settings";
import type { PrincipalServer, TenantsOptions } from "./tenant-options.js";

/** Whom a run is for. */
export interface Principal {
  /** Tells principals apart. It may be a secret: it is never shown. */
  readonly key: string;
  readonly tenant: string;
  /** What is shown of it: see {@link principalId}. */
  readonly id: string;
}

/**
 * What statuses, events and logs call a principal: it tells principals apart and does not say who they are.
 *
 * @param principal - what `principal` of the tenants' options gives
 * @param tenant - what `tenant` gives, where there is one
 */
export function principalId(principal: string, tenant: string = principal): string {
  return createHash("sha256").update(keyOf(principal, tenant)).digest("hex").slice(0, 12);
}

/**
 * Finds out whom a run is for.
 *
 * @throws ConfigurationError when the context does not tell
 */
export function principalOf(
  options: Pick<TenantsOptions, "principal" | "tenant">,
  context: unknown,
  servers: readonly PrincipalServer[],
): Principal {
  if (context === undefined) throw contextMissing(servers);
  const principal = nameFrom("principal", options, context);
  const tenant = options.tenant ? nameFrom("tenant", options, context) : principal;
  return { key: keyOf(principal, tenant), tenant, id: principalId(principal, tenant) };
}

/** The error of somebody who gave no context where servers are connected to for each principal. */
export function contextMissing(servers: readonly PrincipalServer[]): ConfigurationError {
  const whose = servers.map(({ name, options }) => `"${name}" (${options.join(", ")})`).join(", ");
  const depends = servers.length > 0 ? `: what servers are given depends on it: ${whose}` : "";
  const message = `is missing, and says whom the run is for${depends}`;
  return new ConfigurationError([{ path: "context", message }], {
    hint: "Say for whom it is: team.invoke(input, { context }).",
  });
}

function keyOf(principal: string, tenant: string): string {
  return JSON.stringify([tenant, principal]);
}

function nameFrom(
  option: "principal" | "tenant",
  options: Pick<TenantsOptions, "principal" | "tenant">,
  context: unknown,
): string {
  let name: unknown;
  try {
    name = options[option]?.(context);
  } catch (cause) {
    throw noName(option, "threw for the context of this run", cause);
  }
  if (typeof name === "string" && name !== "") return name;
  throw noName(option, `gave ${name === "" ? "an empty text" : describe(name)} for the context of this run`);
}

function describe(value: unknown): string {
  if (value instanceof Promise) return "a promise";
  if (value === null || value === undefined) return String(value);
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function noName(option: string, happened: string, cause?: unknown): ConfigurationError {
  const because = cause instanceof Error ? `: ${cause.message}` : "";
  const message = `${happened}${because}. It has to give a text that is not empty`;
  return new ConfigurationError([{ path: `tenants.${option}`, message }], {
    hint: "Look at the `context` that the run is given.",
    ...(cause !== undefined && { cause }),
  });
}
