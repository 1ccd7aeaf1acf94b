import { refusalOfTarget } from "@mcp-team/transports/settings";
import type { PartProblem } from "../problems/problem.js";
import type { ServerConfig } from "./server-config.js";

/** The addresses that the policy refuses, whatever their names lead to. */
export function refusedUrls(server: ServerConfig): PartProblem[] {
  if (server.transport === "stdio") return [];
  const { url, urls = [url], egress } = server;
  return urls.flatMap((each, index) => {
    const address = new URL(each);
    const refusal = refusalOfTarget(address, egress);
    if (refusal === undefined) return [];
    const message = `is refused: ${address.origin} ${refusal.reason}. ${refusal.hint}`;
    return [{ path: urls.length > 1 ? ["url", index] : ["url"], message }];
  });
}
