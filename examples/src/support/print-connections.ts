import { styleText } from "node:util";
import type { MCPTeamBuilder } from "@mcp-team/builder";
import { pino } from "pino";

/** What a connection logs when it is made. */
interface ConnectedLog {
  readonly msg: string;
  readonly server: string;
  readonly serverPid?: number;
}

/** Prints the servers of a builder as they connect: name, transport, process or address, and after how many milliseconds. */
export function printConnections(builder: MCPTeamBuilder): void {
  const { servers } = builder;
  const start = performance.now();
  const nameWidth = Math.max(...servers.map(({ name }) => name.length));
  const placeWidth = Math.max(...servers.map((server) => ("url" in server ? server.url.length : 15)));
  const printLog = ({ msg, server: name, serverPid }: ConnectedLog) => {
    const server = servers.find((known) => known.name === name);
    if (msg !== "connected" || !server) return;
    const place = "url" in server ? server.url : `process ${serverPid}`;
    const duration = `${Math.round(performance.now() - start)} ms`;
    console.log(
      `  ${styleText("bold", name.padEnd(nameWidth))}  ${server.transport.padEnd(5)}  ${place.padEnd(placeWidth)}  ${duration.padStart(7)}`,
    );
  };
  console.log(`\n${styleText("bold", "Servers")}`);
  builder.withLogger(pino({ base: null }, { write: (line) => printLog(JSON.parse(line)) }));
}
