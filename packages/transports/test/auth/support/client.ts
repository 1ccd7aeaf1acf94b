import { Client } from "@modelcontextprotocol/client";
import type { Auth, OAuthOptions } from "../../../src/auth/options.js";
import type { RemoteOptions } from "../../../src/http/options.js";
import { openTransport } from "../../../src/open.js";
import { browse } from "./authorization-server.js";

/** Connects a client, which is closed when it is disposed of. */
export async function connect(kind: "sse" | "http", options: RemoteOptions) {
  const client = new Client({ name: "test", version: "1.0.0" }, { versionNegotiation: { mode: "legacy" } });
  const transport = openTransport({ kind, name: "shop", ...options });
  try {
    await client.connect(transport);
  } catch (error) {
    throw transport.explain(error, "connect");
  }
  const echo = (text: string) => client.callTool({ name: "echo", arguments: { text } });
  return {
    async echo(text: string) {
      try {
        return await echo(text);
      } catch (error) {
        throw transport.explain(error, "call");
      }
    },
    /** Calls a tool so many times at once. @returns whether each call got its own answer */
    async echoAll(count: number) {
      const texts = Array.from({ length: count }, (_, index) => `${index}`);
      const answers = await Promise.all(texts.map(echo));
      return answers.map(({ content }) => (content as { text?: string }[])[0]?.text).join() === texts.join();
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}

/** A person who logs in by following each redirect. */
export function person(options: OAuthOptions = {}) {
  const logins: URL[] = [];
  const oauth: OAuthOptions = {
    authorize: async (url) => {
      logins.push(url);
      return browse(url, url.searchParams.get("redirect_uri") ?? "");
    },
    ...options,
  };
  return { logins, oauth, auth: { oauth } satisfies Auth };
}
