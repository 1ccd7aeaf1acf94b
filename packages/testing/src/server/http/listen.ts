import { once } from "node:events";
import type { AddressInfo } from "node:net";
import express, { type Express } from "express";
import type { ServerSettings } from "../options.js";
import { requireToken } from "./require-token.js";

/** Makes an application that checks the token first. */
export function createApp(settings: ServerSettings): Express {
  return express().disable("x-powered-by").use(requireToken(settings.token));
}

/** Listens on a loopback address and announces the URL on stdout, in the one line that the starter waits for. */
export async function listen(app: Express, { port }: ServerSettings, path: string): Promise<void> {
  const server = app.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address() as AddressInfo;
  process.stdout.write(`listening on http://127.0.0.1:${address.port}${path}\n`);
}
