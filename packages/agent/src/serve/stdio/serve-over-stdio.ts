import type { Server } from "@modelcontextprotocol/server";
import { StdioServerTransport, serveStdio } from "@modelcontextprotocol/server/stdio";
import type { Logger } from "pino";
import { createLegacyServer } from "../legacy/create-legacy-server.js";
import { createModernServer } from "../modern/create-modern-server.js";
import { tellOfChange } from "../modern/offer-lists.js";
import { ParkedCalls } from "../modern/parked-calls.js";
import type { Offer } from "../offer/offer.js";
import { RunningCalls } from "../running-calls.js";
import type { ServedTeam } from "../serve-options.js";
import { takeStandardOutput } from "./protocol-output.js";
import { splitEras } from "./split-eras.js";

/** What serving over stdio needs to know. */
export interface StdioSettings {
  readonly drainTimeoutMs: number;
  readonly logger: Logger | undefined;
}

/** Serves the one client at the other end of standard input and output, until that is gone. */
export async function serveOverStdio(
  offer: Offer,
  { drainTimeoutMs, logger }: StdioSettings,
): Promise<ServedTeam> {
  const output = takeStandardOutput();
  const calls = new RunningCalls();
  const parked = new ParkedCalls();
  const serving = { offer, calls, parked };
  const line = new StdioServerTransport(process.stdin, output.stream);
  const { legacy, modern } = splitEras(line);
  const onerror = (err: Error) => logger?.debug({ err }, "the line to the client had an error");

  let end = () => {};
  const closed = new Promise<void>((resolve) => {
    end = resolve;
  });
  const server = createLegacyServer(serving);
  const unfollow = server.onclose;
  server.onclose = () => {
    unfollow?.();
    // The client is gone, so nobody waits for answers, and nobody gives any.
    parked.close();
    void calls.drain(0).then(() => {
      output[Symbol.dispose]();
      end();
    });
  };
  server.onerror = onerror;
  await server.connect(legacy);
  const handle = serveStdio(() => followed(createModernServer(serving), offer), {
    legacy: "reject",
    transport: modern,
    onerror,
  });
  await line.start();

  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= calls
      .drain(drainTimeoutMs)
      .then(() => handle.close())
      .then(() => closed);
    return closing;
  };
  return { closed, close, [Symbol.asyncDispose]: close };
}

/** Tells the client of changes until the server is closed. */
function followed(server: Server, offer: Offer): Server {
  server.onclose = offer.onChange((list) => void tellOfChange(server, list).catch(() => {}));
  return server;
}
