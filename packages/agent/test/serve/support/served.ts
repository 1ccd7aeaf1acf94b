import { type HttpServedTeam, type HttpServeOptions, serveTeam } from "../../../src/index.js";
import { startTeam } from "../../support.js";
import { initialize, send } from "./requests.js";

/** A team without servers that answers at once, served. */
export async function serve(options: Partial<HttpServeOptions> = {}) {
  const test = await startTeam({}, { name: "inner", script: [{ content: "done" }] });
  const served = await serveTeam(test.team, { transport: "http", ...options });
  const dispose = async () => {
    await served.close();
    await test[Symbol.asyncDispose]();
  };
  return { ...test, served, [Symbol.asyncDispose]: dispose };
}

/** Begins a session. */
export const open = (served: HttpServedTeam) => send(served.url, { body: initialize });
