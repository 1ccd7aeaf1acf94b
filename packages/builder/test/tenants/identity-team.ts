import { MCPTeamBuilder } from "../../src/index.js";
import { CallingModel } from "./calling-model.js";
import { headers } from "./context.js";
import { startIdentityServer } from "./identity-server.js";

export const ada = { tenant: "a", user: "ada" };
export const bob = { tenant: "b", user: "bob" };

/** A server that tells who asks it, and a model that calls its tools: both are made anew for each test. */
export function identityTeam() {
  let server: Awaited<ReturnType<typeof startIdentityServer>>;
  let model: CallingModel;
  beforeEach(async () => {
    server = await startIdentityServer();
    model = new CallingModel();
  });
  afterEach(() => server[Symbol.asyncDispose]());
  return {
    get server() {
      return server;
    },
    get model() {
      return model;
    },
    /** A team with the one server, and its own settings before it is told of its tenants. */
    builder: () =>
      new MCPTeamBuilder("team")
        .withLlm(model)
        .withMcpServerHttp(server.url, { name: "identity", headers, protocol: "legacy" }),
  };
}

/** What a run says at its end. */
export async function lastOf(run: Promise<{ readonly messages: readonly { readonly text: string }[] }>) {
  return (await run).messages.at(-1)?.text;
}
