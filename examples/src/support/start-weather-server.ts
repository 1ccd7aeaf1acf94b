import { type ServerProcess, startServerProcess } from "@mcp-team/testing";
import { weatherServer } from "./programs.js";

/** Starts the weather server in a process of its own, on a free port of a loopback address. */
export function startWeatherServer(
  transport: "sse" | "http",
  env: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const args = [weatherServer, "--transport", transport, "--port", "0", "--exit-with-stdin"];
  return startServerProcess({ command: process.execPath, args, env });
}
