import { fileURLToPath } from "node:url";
import { toFlags } from "../server/flags.js";
import type { ReferenceServerOptions } from "../server/options.js";

const program = fileURLToPath(new URL("../program/program.js", import.meta.url));

/** A command with its arguments. */
export interface ServerCommand {
  readonly command: string;
  readonly args: string[];
}

/**
 * The command that runs a reference server, to be given to a client that starts its servers over stdio.
 *
 * @example
 * ```ts
 * const { command, args } = referenceServer({ tools: ["echo", "add"] });
 * const team = await new MCPTeamBuilder("test").withLlm(model).withMcpServer(command, args).build();
 * ```
 */
export function referenceServer(options: ReferenceServerOptions = {}): ServerCommand {
  return { command: process.execPath, args: [program, ...toFlags(options)] };
}
